package gateway.it.failover;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.OriginConnection;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PassiveHealthTest {
    private static final Script DYING = OriginConnection::readRequest;

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void aBackendThatFailsIsOutForAWhileAndTriedAgainAfter() throws Exception {
        ScriptedOrigin good = gateway.origin(Script.saying("good"));
        ScriptedOrigin bad = gateway.origin(DYING, DYING, DYING, Script.saying("healed"));
        gateway.withPool("passive_health: { consecutive: 3, down_for: 1s }").proxyTo(good, bad);
        RawClient client = gateway.client();

        for (int i = 0; i < 20; i++) {
            assertThat(client.get("/").body()).isEqualTo("good");
        }
        assertThat(bad.requests()).hasSize(3);

        await().atMost(Duration.ofSeconds(5))
                .pollInterval(Duration.ofMillis(50))
                .until(() -> client.get("/").body().equals("healed"));
    }

    @Test
    void theOnlyBackendIsTriedEvenWhenItFails() throws Exception {
        ScriptedOrigin bad = gateway.origin(DYING, DYING, DYING, DYING, DYING, DYING, Script.saying("healed"));
        gateway.withPool("passive_health: { consecutive: 1, down_for: 60s }").proxyTo(bad);
        RawClient client = gateway.client();

        await().atMost(Duration.ofSeconds(5)).until(() -> client.get("/").status() == 200);
    }

    @Test
    void aSuccessForgivesEarlierFailures() throws Exception {
        ScriptedOrigin good = gateway.origin(Script.saying("good"));
        ScriptedOrigin flaky = gateway.origin(connection -> {
            if (connection.index() % 2 == 1 && connection.readRequest() != null) {
                connection.respond(200, "flaky", "Connection: close");
            } else {
                connection.readRequest();
            }
        });
        gateway.withPool("passive_health: { consecutive: 3, down_for: 60s }").proxyTo(good, flaky);
        RawClient client = gateway.client();

        int fromFlaky = 0;
        for (int i = 0; i < 40; i++) {
            fromFlaky += client.get("/").body().equals("flaky") ? 1 : 0;
        }

        // Put out for 60 s it could not have answered more often than until its third failure.
        assertThat(fromFlaky).isGreaterThan(5);
    }
}
