package gateway.it.backpressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gateway.core.config.GatewayConfig.TransportChoice;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ScriptedOrigin;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A client that goes away cancels its request at the backend within a second, whatever the gateway is doing with it. */
class ClientLeavesTest {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final int BLOCK = 16 * 1024;
    private static final String UPLOAD = RequestText.of("POST", "/", "Content-Length: 50000000");

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @ParameterizedTest
    @CsvSource({"EPOLL, FIN", "EPOLL, RST", "NIO, FIN", "NIO, RST"})
    void whileItWaitsForTheResponse(TransportChoice transport, String how) throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection.stall();
        });
        RawClient client = gateway.on(transport, 1).proxyTo(origin).client();
        client.send(RequestText.get("/"));
        origin.awaitRequests(1);

        leave(client, how);

        assertThat(origin.connection(0).awaitEnd(SOON)).isTrue();
        assertThat(gateway.awaitFinished(1).get(0).status()).isEqualTo(499);
    }

    @ParameterizedTest
    @CsvSource({"EPOLL, FIN", "EPOLL, RST", "NIO, FIN", "NIO, RST"})
    void whileItsUploadIsPaused(TransportChoice transport, String how) throws Exception {
        ScriptedOrigin origin = gateway.closing(ScriptedOrigin.startWithSmallBuffers(connection -> {
            connection.readHead();
            connection.freeze();
        }));
        gateway.on(transport, 1).proxyTo(origin);
        long taken = takenUntilPaused(origin);

        RawClient client = gateway.slowClient();
        client.send(UPLOAD);
        // A little is left unread, but the kernel has taken everything: a FIN would not overtake what it has not.
        client.sendUntilStalled(new byte[BLOCK], taken + BLOCK, Duration.ofMillis(300));
        leave(client, how);

        await().atMost(SOON).until(() -> gateway.running().inFlight() == 0);
        assertThat(gateway.awaitFinished(2).get(1).status()).isEqualTo(499);
    }

    /** How much of an upload the gateway reads before the backend, which reads nothing, makes it stop. */
    private long takenUntilPaused(ScriptedOrigin origin) throws Exception {
        RawClient client = gateway.slowClient();
        client.send(UPLOAD);
        client.sendUntilStalled(new byte[BLOCK], 50_000_000, Duration.ofMillis(300));
        origin.connection(0).reset();
        return gateway.awaitFinished(1).get(0).requestBytes();
    }

    @ParameterizedTest
    @CsvSource({"EPOLL, FIN", "EPOLL, RST", "NIO, FIN", "NIO, RST"})
    void whileItDoesNotReadItsDownload(TransportChoice transport, String how) throws Exception {
        ScriptedOrigin origin = gateway.closing(ScriptedOrigin.startWithSmallBuffers(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n");
            connection.sendUntilStalled(new byte[BLOCK], 50_000_000, Duration.ofSeconds(20));
        }));
        RawClient client = gateway.on(transport, 1).proxyTo(origin).slowClient();
        client.send(RequestText.get("/"));
        client.readHead();
        TimeUnit.MILLISECONDS.sleep(300); // until everybody's buffers are full

        leave(client, how);

        assertThat(origin.connection(0).awaitEnd(SOON)).isTrue();
        assertThat(gateway.awaitFinished(1).get(0).status()).isEqualTo(499);
    }

    private static void leave(RawClient client, String how) throws Exception {
        if (how.equals("RST")) {
            client.reset();
        } else {
            client.halfClose();
        }
    }
}
