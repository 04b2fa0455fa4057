package gateway.it.routing;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.TinyBackends;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundRobinTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void isExactOverAllLoops(int loops) throws Exception {
        TinyBackends backends = gateway.backends(3);
        gateway.onLoops(loops).proxyTo(backends.get(0), backends.get(1), backends.get(2));

        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            clients.add(gateway.client());
        }
        for (int i = 0; i < 300; i++) {
            clients.get(i % clients.size()).get("/" + i);
        }

        assertThat(backends.all())
                .allSatisfy(backend -> assertThat(backend.requests()).hasSize(100));
    }
}
