package gateway.it.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A client and a server that nobody wrote for this test talk through the gateway. */
class WebSocketChatTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void messagesOfAnySizeComeBackAndTheCloseIsClean() throws Exception {
        WebSocketEcho echo = gateway.closing(WebSocketEcho.start());
        gateway.proxyTo(echo.address());
        int port = ((InetSocketAddress) gateway.address()).getPort();
        Received received = new Received();
        WebSocket socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create("ws://127.0.0.1:" + port + "/chat"), received)
                .get(5, TimeUnit.SECONDS);

        for (String message : new String[] {"hello", "", "x".repeat(200), "y".repeat(300_000)}) {
            socket.sendText(message, true).get(5, TimeUnit.SECONDS);
            assertThat(received.next()).isEqualTo(message);
        }
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "bye").get(5, TimeUnit.SECONDS);

        assertThat(received.next()).isEqualTo("closed 1000");
        assertThat(gateway.awaitFinished(1).get(0).reason()).isNull();
    }

    private static final class Received implements WebSocket.Listener {
        private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();

        @Nullable
        String next() throws InterruptedException {
            return messages.poll(5, TimeUnit.SECONDS);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                messages.add(text.toString());
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket socket, int code, String reason) {
            messages.add("closed " + code);
            return null;
        }
    }
}
