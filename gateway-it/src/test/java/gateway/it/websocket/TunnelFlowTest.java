package gateway.it.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gateway.core.config.GatewayConfig.TransportChoice;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TunnelFlowTest {
    private static final int BLOCK = 32 * 1024;
    private static final int BLOCKS = 300;

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    /** A backend that sends everything back, and a client that begins to read late: each byte arrives, in order. */
    @ParameterizedTest
    @EnumSource(names = {"EPOLL", "NIO"})
    void muchInBothDirectionsArrivesWhole(TransportChoice transport) throws Exception {
        EchoServer server = gateway.closing(EchoServer.start());
        gateway.on(transport, 1).proxyTo("127.0.0.1:" + server.port());
        try (Socket client = new Socket()) {
            client.connect(gateway.address());
            client.setSoTimeout(10_000);
            client.getOutputStream().write(Handshake.REQUEST.getBytes(StandardCharsets.US_ASCII));
            EchoServer.readHead(client.getInputStream());
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendBlocks(client));
            await().pollDelay(Duration.ofMillis(500)).until(() -> true);

            for (int i = 0; i < BLOCKS; i++) {
                assertThat(client.getInputStream().readNBytes(BLOCK)).isEqualTo(block(i));
            }

            sent.join();
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        assertThat(gateway.awaitFinished(1).get(0).requestBytes()).isEqualTo((long) BLOCK * BLOCKS);
        assertThat(gateway.finished().get(0).responseBytes()).isEqualTo((long) BLOCK * BLOCKS);
    }

    private static void sendBlocks(Socket client) {
        try {
            for (int i = 0; i < BLOCKS; i++) {
                client.getOutputStream().write(block(i));
            }
            client.shutdownOutput();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aTunnelLivesOnWhenItsRouteAndBackendAreRemoved() throws Exception {
        ScriptedOrigin origin = gateway.origin(Handshake.echo());
        ScriptedOrigin other = gateway.origin(Script.saying("other"));
        RawClient client = gateway.proxyTo(origin).client();
        client.send(Handshake.REQUEST).read();

        gateway.reload(gateway.proxyText(other.address()));

        assertThat(UpgradeTest.text(client.send("still"), 5)).isEqualTo("still");
        assertThat(gateway.client().get("/").body()).isEqualTo("other");
        client.close();
        await().until(() -> gateway.running().inFlight() == 0);
    }

    @Test
    void aTunnelIsNoIdleConnection() throws Exception {
        ScriptedOrigin origin = gateway.origin(Handshake.echo());
        RawClient client = gateway.with("timeouts: { client_idle: 200ms }")
                .withPool("connections: { keepalive: 200ms }")
                .proxyTo(origin)
                .client();
        client.send(Handshake.REQUEST).read();

        assertThat(client.isSilentFor(Duration.ofMillis(700))).isTrue();

        assertThat(UpgradeTest.text(client.send("awake"), 5)).isEqualTo("awake");
    }

    private static byte[] block(int i) {
        return String.format("%08d", i).repeat(BLOCK / 8).getBytes(StandardCharsets.US_ASCII);
    }
}
