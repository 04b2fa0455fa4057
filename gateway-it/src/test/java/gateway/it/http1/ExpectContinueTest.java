package gateway.it.http1;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.OriginRequest;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ExpectContinueTest {
    private static final String HEAD = RequestText.of("POST", "/", "Expect: 100-continue", "Content-Length: 4");

    /** A backend that says 100 when it is asked to. */
    private static final Script CONTINUING = connection -> {
        for (OriginRequest head = connection.readHead(); head != null; head = connection.readHead()) {
            if (head.has("Expect")) {
                connection.send("HTTP/1.1 100 Continue\r\n\r\n");
            }
            connection.respond(200, connection.readBody().body());
        }
    };

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void aClientThatWaitsIsToldOnceToGoOn() throws Exception {
        ScriptedOrigin origin = gateway.origin(CONTINUING);
        RawClient client = gateway.proxyTo(origin).client();

        for (int i = 0; i < 2; i++) {
            assertThat(client.send(HEAD).read().status()).isEqualTo(100);
            assertThat(client.send("data").read().body()).isEqualTo("data");
        }
        assertThat(client.isSilentFor(Duration.ofMillis(50))).isTrue();
    }

    @Test
    void aClientThatDoesNotWaitIsServedToo() throws Exception {
        ScriptedOrigin origin = gateway.origin(CONTINUING);
        RawClient client = gateway.proxyTo(origin).client();

        client.send(HEAD + "data" + RequestText.get("/next"));
        var response = client.read();
        if (response.status() == 100) {
            response = client.read();
        }

        assertThat(response.body()).isEqualTo("data");
        assertThat(client.read().status()).isEqualTo(200);
    }

    @Test
    void aRefusalComesInPlaceOfTheContinue() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readHead();
            connection.respond(403, "no", "Connection: close");
        });
        RawClient client = gateway.proxyTo(origin).client();

        var response = client.send(HEAD).read();
        if (response.status() == 100) {
            response = client.read();
        }

        assertThat(response.status()).isEqualTo(403);
    }

    @Test
    void nothingIsExpectedOfARequestWithoutABody() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();

        assertThat(client.send(RequestText.of("GET", "/", "Expect: 100-continue"))
                        .read()
                        .status())
                .isEqualTo(200);
    }

    @Test
    void anOldClientGetsNoInterimResponse() throws Exception {
        ScriptedOrigin origin = gateway.origin(CONTINUING);
        RawClient client = gateway.proxyTo(origin).client();

        client.send("POST / HTTP/1.0\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: 4\r\n\r\ndata");

        assertThat(client.read().status()).isEqualTo(200);
    }

    @Test
    void anotherExpectationIsRefused() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.withBody("POST", "/", "data", "Expect: 200-ok"));

        assertThat(client.read().status()).isEqualTo(417);
        assertThat(origin.requests()).isEmpty();
    }
}
