package gateway.it.routing;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.OriginRequest;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeastConnectionsTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void prefersTheBackendWithFewerRequests(int loops) throws Exception {
        Script holding = connection -> {
            for (OriginRequest request = connection.readRequest();
                    request != null;
                    request = connection.readRequest()) {
                if (request.target().equals("/hold")) {
                    connection.stall();
                    return;
                }
                connection.respond(200, "ok");
            }
        };
        ScriptedOrigin a = gateway.origin(holding);
        ScriptedOrigin b = gateway.origin(holding);
        gateway.onLoops(loops).withPool("algorithm: least-connections").proxyTo(a, b);

        gateway.client().send(RequestText.get("/hold"));
        org.awaitility.Awaitility.await()
                .until(() -> a.requests().size() + b.requests().size() == 1);
        ScriptedOrigin free = a.requests().isEmpty() ? a : b;
        RawClient client = gateway.client();
        for (int i = 0; i < 20; i++) {
            client.get("/" + i);
        }

        assertThat(free.requests()).hasSize(20);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 8})
    void takesTurnsWhenAllAreIdle(int loops) throws Exception {
        ScriptedOrigin a = gateway.origin(Script.saying("a"));
        ScriptedOrigin b = gateway.origin(Script.saying("b"));
        gateway.onLoops(loops).withPool("algorithm: least-connections").proxyTo(a, b);
        RawClient client = gateway.client();

        for (int i = 0; i < 20; i++) {
            client.get("/" + i);
        }

        assertThat(a.requests()).hasSize(10);
        assertThat(b.requests()).hasSize(10);
    }
}
