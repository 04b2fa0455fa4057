package gateway.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.LoadRun;
import gateway.it.fixture.TinyBackends;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KilledBackendTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void losesNoRequestUnderLoad(int loops) throws Exception {
        TinyBackends backends = gateway.backends(3);
        gateway.onLoops(loops).proxyTo(backends.get(0), backends.get(1), backends.get(2));

        try (LoadRun load = LoadRun.keepAlive(gateway.address(), 8)) {
            load.awaitMore(500);
            backends.get(1).kill();
            load.awaitMore(2_000);

            assertThat(load.stop()).isEmpty();
        }
    }
}
