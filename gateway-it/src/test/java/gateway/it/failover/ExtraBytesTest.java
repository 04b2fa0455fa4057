package gateway.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ResponseText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bytes that nobody asked for must not become the next user's answer. */
class ExtraBytesTest {
    private static final String EVIL = ResponseText.of(200, "evil");

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void behindAResponseDoNotReachTheNextUser() throws Exception {
        ScriptedOrigin origin =
                gateway.origin(Script.answering(request -> ResponseText.of(200, request.target()) + EVIL));
        gateway.onLoops(1).proxyTo(origin);

        for (int i = 0; i < 10; i++) {
            RawClient client = gateway.client();
            assertThat(client.get("/" + i).body()).isEqualTo("/" + i);
            assertThat(client.get("/" + i + "b").body()).isEqualTo("/" + i + "b");
        }
    }

    @Test
    void behindAChunkedResponseDoNotReachTheNextUser() throws Exception {
        ScriptedOrigin origin =
                gateway.origin(Script.answering(request -> ResponseText.chunked(request.target()) + EVIL));
        RawClient client = gateway.onLoops(1).proxyTo(origin).client();

        for (int i = 0; i < 10; i++) {
            assertThat(client.get("/" + i).body()).isEqualTo("/" + i);
        }
    }

    @Test
    void onAnIdleConnectionCloseIt() throws Exception {
        ScriptedOrigin origin = gateway.origin(
                connection -> {
                    connection.readRequest();
                    connection.respond(200, "first");
                    connection.isSilentFor(Duration.ofMillis(100));
                    connection.send(EVIL);
                    connection.stall();
                },
                Script.saying("second"));
        RawClient client = gateway.onLoops(1).proxyTo(origin).client();

        assertThat(client.get("/1").body()).isEqualTo("first");
        assertThat(origin.connection(0).awaitEnd(Duration.ofSeconds(2))).isTrue();
        assertThat(client.get("/2").body()).isEqualTo("second");
    }

    @Test
    void aClientThatLeavesMidResponseLeavesNothingBehind() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            for (var request = connection.readRequest(); request != null; request = connection.readRequest()) {
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + "x".repeat(100_000));
                connection.isSilentFor(Duration.ofMillis(100));
                connection.send("x".repeat(100_000));
            }
        });
        gateway.onLoops(1).proxyTo(origin);

        RawClient leaving = gateway.client();
        leaving.send(RequestText.get("/1")).readHead();
        leaving.reset();

        assertThat(gateway.client().get("/2").body()).hasSize(200_000);
    }
}
