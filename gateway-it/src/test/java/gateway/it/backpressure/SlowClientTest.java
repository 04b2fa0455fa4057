package gateway.it.backpressure;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.GatewayConfig.TransportChoice;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ScriptedOrigin;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlowClientTest {
    private static final int CHUNK = 16 * 1024;
    private static final long LIMIT = 2 * 1024 * 1024;

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @ParameterizedTest
    @CsvSource({"EPOLL, false", "EPOLL, true", "NIO, false", "NIO, true"})
    void stopsTheBackendBefore2MiB(TransportChoice transport, boolean chunked) throws Exception {
        long total = 20_000_000L - 20_000_000L % CHUNK;
        byte[] block = chunked ? chunk() : new byte[CHUNK];
        long bytes = total / CHUNK * block.length;
        CompletableFuture<Long> sentUnread = new CompletableFuture<>();
        ScriptedOrigin origin = gateway.closing(ScriptedOrigin.startWithSmallBuffers(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\n"
                    + (chunked ? "Transfer-Encoding: chunked" : "Content-Length: " + total)
                    + "\r\n\r\n");
            long stalled = connection.sendUntilStalled(block, bytes, Duration.ofMillis(700));
            sentUnread.complete(stalled);
            // Whatever part of a block was sent, the rest of it comes first.
            byte[] rest = java.util.Arrays.copyOfRange(block, (int) (stalled % block.length), block.length);
            connection.send(rest);
            for (long sent = stalled + rest.length; sent < bytes; sent += block.length) {
                connection.send(block);
            }
            connection.send(chunked ? "0\r\n\r\n" : "");
            connection.stall();
        }));
        RawClient client = gateway.on(transport, 1).proxyTo(origin).slowClient();

        client.send(RequestText.get("/"));
        assertThat(sentUnread.get(10, TimeUnit.SECONDS)).isLessThan(LIMIT);

        assertThat(client.timeout(Duration.ofSeconds(20)).read().body()).hasSize((int) total);
    }

    private static byte[] chunk() {
        byte[] size = (Integer.toHexString(CHUNK) + "\r\n").getBytes(java.nio.charset.StandardCharsets.US_ASCII);
        byte[] chunk = java.util.Arrays.copyOf(size, size.length + CHUNK + 2);
        chunk[chunk.length - 2] = '\r';
        chunk[chunk.length - 1] = '\n';
        return chunk;
    }
}
