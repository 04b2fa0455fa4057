package gateway.it.limits;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConcurrencyLimitTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void whatIsBeyondItIsToldToComeBack(int loops) throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        Script waiting = connection -> {
            while (connection.readRequest() != null) {
                release.await(10, TimeUnit.SECONDS);
                connection.respond(200, "done");
            }
        };
        ScriptedOrigin origin = gateway.origin(waiting);
        gateway.with("limits: { max_concurrent: 3 }").onLoops(loops).proxyTo(origin);

        List<RawClient> running = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            running.add(gateway.client().send(RequestText.get("/" + i)));
        }
        await().until(() -> gateway.running().inFlight() == 3);
        RawClient late = gateway.client();
        RawResponse refused = late.get("/late");
        release.countDown();

        assertThat(refused.status()).isEqualTo(503);
        assertThat(refused.header("Retry-After")).matches("[1-9]\\d*");
        for (RawClient client : running) {
            assertThat(client.read().body()).isEqualTo("done");
        }
        await().until(() -> gateway.running().inFlight() == 0);
        assertThat(late.get("/again").status()).isEqualTo(200);
    }
}
