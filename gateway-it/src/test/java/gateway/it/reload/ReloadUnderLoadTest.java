package gateway.it.reload;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.LoadRun;
import gateway.it.fixture.TinyBackends;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ReloadUnderLoadTest {
    private static final int RELOADS = 100;

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void aHundredReloadsLoseNothing(int loops) throws Exception {
        TinyBackends backends = gateway.backends(3);
        gateway.onLoops(loops).start(config(backends, 0));

        try (LoadRun kept = LoadRun.keepAlive(gateway.address(), 4);
                LoadRun churn = LoadRun.oneRequestPerConnection(gateway.address(), 2)) {
            for (int i = 1; i <= RELOADS; i++) {
                gateway.reload(config(backends, i));
                kept.awaitMore(5);
            }
            churn.awaitMore(5);

            assertThat(kept.stop()).isEmpty();
            assertThat(churn.stop()).isEmpty();
        }
    }

    /** Every reload changes something: the backends of a pool, its balancer, a route, a second listener that comes and goes. */
    private static String config(TinyBackends backends, int version) {
        String second = version % 3 == 0 ? ", other: { bind: \"127.0.0.1:0\" }" : "";
        return """
                listeners: { http: { bind: "127.0.0.1:0" }%s }
                hosts:
                  - names: ["*"]
                    routes: [{ name: load, match: { path_prefix: /load%s }, pool: main }]
                    pool: rest
                pools:
                  main: { backends: ["%s", "%s"], algorithm: %s }
                  rest: { backends: ["%s"] }
                """.formatted(
                        second,
                        version % 5 == 0 ? "/other" : "",
                        backends.get(version % 3).address(),
                        backends.get((version + 1) % 3).address(),
                        version % 2 == 0 ? "round-robin" : "least-connections",
                        backends.get((version + 2) % 3).address());
    }
}
