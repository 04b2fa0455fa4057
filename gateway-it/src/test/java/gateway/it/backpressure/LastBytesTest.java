package gateway.it.backpressure;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class LastBytesTest {
    private static final int STEP = 96 * 1024;
    private static final int CLIENTS = 24;

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    /** The whole answer has left the backend; part of it is in the kernel, the rest in the gateway. How much is not known: so many sizes. */
    @Test
    void waitForAClientThatPausesBeforeAConnectionIsClosed() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.answering(request ->
                "HTTP/1.1 200 OK\r\nContent-Length: " + request.target().substring(1) + "\r\n\r\n"
                        + "x".repeat(Integer.parseInt(request.target().substring(1)))));
        gateway.proxyTo(origin);
        List<RawClient> clients = new ArrayList<>();
        for (int i = 1; i <= CLIENTS; i++) {
            clients.add(gateway.slowClient().send(RequestText.of("GET", "/" + i * STEP, "Connection: close")));
        }
        RawClient idle = gateway.client();

        assertThat(idle.isSilentFor(Duration.ofSeconds(4))).isTrue();

        List<Integer> cut = new ArrayList<>();
        for (int i = 1; i <= CLIENTS; i++) {
            if (!clients.get(i - 1).readEvenIfCut().complete()) {
                cut.add(i * STEP);
            }
        }
        assertThat(cut).isEmpty();
    }
}
