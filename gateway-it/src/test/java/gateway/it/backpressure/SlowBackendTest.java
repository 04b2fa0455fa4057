package gateway.it.backpressure;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.GatewayConfig.TransportChoice;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.OriginRequest;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ScriptedOrigin;
import gateway.it.fixture.SilentPort;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SlowBackendTest {
    private static final long LIMIT = 2 * 1024 * 1024;
    private static final long TOTAL = 20_000_000;

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @ParameterizedTest
    @EnumSource(
            value = TransportChoice.class,
            names = {"EPOLL", "NIO"})
    void stopsTheUploadBefore2MiB(TransportChoice transport) throws Exception {
        CountDownLatch mayRead = new CountDownLatch(1);
        ScriptedOrigin origin = gateway.closing(ScriptedOrigin.startWithSmallBuffers(connection -> {
            OriginRequest head = connection.readHead();
            mayRead.await(20, TimeUnit.SECONDS);
            connection.respond(
                    200, head == null ? "" : "" + connection.readBody().body().length());
        }));
        RawClient client = gateway.on(transport, 1).proxyTo(origin).slowClient();

        client.send(RequestText.of("POST", "/", "Content-Length: " + TOTAL));
        long sent = client.sendUntilStalled(new byte[16 * 1024], TOTAL, Duration.ofMillis(700));
        assertThat(sent).isLessThan(LIMIT);

        mayRead.countDown();
        sent += client.sendUntilStalled(new byte[16 * 1024], TOTAL - sent, Duration.ofSeconds(5));
        assertThat(sent).isEqualTo(TOTAL);
        assertThat(client.read().body()).isEqualTo("" + TOTAL);
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportChoice.class,
            names = {"EPOLL", "NIO"})
    void stopsTheUploadWhileItIsStillConnecting(TransportChoice transport) throws Exception {
        gateway.with("timeouts: { connect: 3s }")
                .on(transport, 1)
                .proxyTo(gateway.closing(SilentPort.open()).address());
        RawClient client = gateway.slowClient();

        client.send(RequestText.of("POST", "/", "Content-Length: " + TOTAL));
        long sent = client.sendUntilStalled(new byte[16 * 1024], TOTAL, Duration.ofMillis(700));

        assertThat(sent).isLessThan(LIMIT);
        assertThat(client.readEvenIfCut().status()).isEqualTo(504);
    }
}
