package gateway.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A backend may answer before it has read the whole request. */
class EarlyResponseTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void isPassedOnAndTheBackendsConnectionIsNotUsedAgain() throws Exception {
        ScriptedOrigin origin = gateway.origin(
                connection -> {
                    connection.readHead();
                    connection.respond(413, "too much");
                    connection.stall();
                },
                Script.saying("next"));
        RawClient client = gateway.onLoops(1).proxyTo(origin).client();

        client.send(RequestText.of("POST", "/", "Content-Length: 1000000") + "x".repeat(1000));
        assertThat(client.read().status()).isEqualTo(413);
        assertThat(origin.connection(0).awaitEnd(Duration.ofSeconds(3))).isTrue();

        assertThat(gateway.client().get("/2").body()).isEqualTo("next");
    }

    @Test
    void theRestOfAShortUploadIsNotTheNextRequest() throws Exception {
        ScriptedOrigin origin = gateway.origin(
                connection -> {
                    connection.readHead();
                    connection.respond(200, "early");
                    connection.stall();
                },
                Script.saying("next"));
        RawClient client = gateway.onLoops(1).proxyTo(origin).client();

        client.send(RequestText.of("POST", "/", "Content-Length: 40"));
        assertThat(client.read().body()).isEqualTo("early");
        client.send("GET /smuggled HTTP/1.1\r\nHost: x\r\n\r\n12345");

        RawClient next = client.isSilentFor(Duration.ofMillis(200)) ? client : gateway.client();
        assertThat(next.get("/next").status()).isEqualTo(200);
        assertThat(origin.requests()).noneMatch(request -> request.target().equals("/smuggled"));
    }
}
