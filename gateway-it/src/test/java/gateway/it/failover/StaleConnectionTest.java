package gateway.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.OriginRequest;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A kept-alive connection that dies when it is used again is no failure of the backend. */
class StaleConnectionTest {
    /** Answers the first request and dies at the second, before a byte of the answer. */
    private static final Script ONE_ANSWER_THEN_CLOSE = connection -> {
        connection.readRequest();
        connection.respond(200, "first");
        connection.readRequest();
    };

    private static final Script ONE_ANSWER_THEN_RESET = connection -> {
        connection.readRequest();
        connection.respond(200, "first");
        connection.readRequest();
        connection.reset();
    };

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void theRequestIsRepeatedOnAFreshConnection(boolean reset) throws Exception {
        ScriptedOrigin origin =
                gateway.origin(reset ? ONE_ANSWER_THEN_RESET : ONE_ANSWER_THEN_CLOSE, Script.saying("fresh"));
        RawClient client = gateway.onLoops(1).proxyTo(origin).client();

        assertThat(client.get("/1").body()).isEqualTo("first");
        assertThat(client.send(RequestText.withBody("PUT", "/2", "data")).read().body())
                .isEqualTo("fresh");

        assertThat(origin.requests()).extracting(OriginRequest::target).containsExactly("/1", "/2", "/2");
        assertThat(origin.requests().get(2).body()).isEqualTo("data");
        assertThat(gateway.awaitFinished(2))
                .allSatisfy(exchange -> assertThat(exchange.reason()).isNull());
    }

    @Test
    void theBackendIsNotBlamed() throws Exception {
        ScriptedOrigin origin = gateway.origin(ONE_ANSWER_THEN_CLOSE);
        gateway.onLoops(1).withPool("passive_health: { consecutive: 1, down_for: 60s }");
        ScriptedOrigin other = gateway.origin(Script.saying("other"));
        RawClient client = gateway.proxyTo(origin, other).client();

        for (int i = 0; i < 20; i++) {
            assertThat(client.get("/" + i).status()).isEqualTo(200);
        }

        assertThat(gateway.running().pools().get(0).backends())
                .allSatisfy(backend -> assertThat(backend.isEjected()).isFalse());
    }

    @Test
    void aPostIsNeverSentTwice() throws Exception {
        ScriptedOrigin origin = gateway.origin(ONE_ANSWER_THEN_CLOSE, Script.saying("fresh"));
        RawClient client = gateway.onLoops(1).proxyTo(origin).client();

        client.get("/1");
        RawResponse response =
                client.send(RequestText.withBody("POST", "/2", "data")).read();

        // On a fresh connection it succeeds, on the old one it fails; either way it is sent once.
        assertThat(response.status()).isIn(200, 502);
        assertThat(origin.requests()).extracting(OriginRequest::target).containsExactly("/1", "/2");
    }

    @Test
    void aConnectionThatTheBackendHasClosedIsNotUsed() throws Exception {
        Script once = connection -> {
            connection.readRequest();
            connection.respond(200, "first");
        };
        ScriptedOrigin origin = gateway.origin(once, Script.saying("second"));
        RawClient client = gateway.onLoops(1).proxyTo(origin).client();

        client.get("/1");
        assertThat(origin.connection(0).awaitEnd(Duration.ofSeconds(1))).isTrue();
        org.awaitility.Awaitility.await()
                .until(() -> gateway.running()
                                .pools()
                                .get(0)
                                .backends()
                                .get(0)
                                .stats()
                                .closed()
                        == 1);
        assertThat(client.send(RequestText.withBody("POST", "/2", "data"))
                        .read()
                        .body())
                .isEqualTo("second");
    }
}
