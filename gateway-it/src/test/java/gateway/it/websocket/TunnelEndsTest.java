package gateway.it.websocket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gateway.core.config.GatewayConfig.TransportChoice;
import gateway.core.http.FailureReason;
import gateway.it.fixture.FinishedExchange;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.ScriptedOrigin;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The end of one side reaches the other within a second, whether it is read just then or not. */
class TunnelEndsTest {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final byte[] BLOCK = new byte[16 * 1024];
    private static final long MUCH = 50_000_000;

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @ParameterizedTest
    @EnumSource(names = {"EPOLL", "NIO"})
    void aHalfCloseOfTheClientIsPassedOn(TransportChoice transport) throws Exception {
        ScriptedOrigin origin = gateway.origin(Handshake.then(connection -> {
            connection.stall();
            connection.send("after your end");
        }));
        RawClient client = gateway.on(transport, 1).proxyTo(origin).client();

        client.send(Handshake.REQUEST).read();
        client.send("last").halfClose();

        assertThat(client.readToEnd()).isEqualTo("after your end");
        FinishedExchange finished = gateway.awaitFinished(1).get(0);
        assertThat(finished.reason()).isNull();
        assertThat(finished.requestBytes()).isEqualTo(4);
        assertThat(finished.responseBytes()).isEqualTo(14);
    }

    @ParameterizedTest
    @EnumSource(names = {"EPOLL", "NIO"})
    void aHalfCloseOfTheBackendIsPassedOn(TransportChoice transport) throws Exception {
        ScriptedOrigin origin = gateway.origin(Handshake.then(connection -> {
            connection.send("bye").halfClose();
            connection.readBytes(14);
        }));
        RawClient client = gateway.on(transport, 1).proxyTo(origin).client();

        client.send(Handshake.REQUEST).read();
        assertThat(client.readToEnd()).isEqualTo("bye");
        client.send("after your end").close();

        FinishedExchange finished = gateway.awaitFinished(1).get(0);
        assertThat(finished.reason()).isNull();
        assertThat(finished.requestBytes()).isEqualTo(14);
    }

    @ParameterizedTest
    @EnumSource(names = {"EPOLL", "NIO"})
    void aResetOfTheClientEndsTheBackend(TransportChoice transport) throws Exception {
        ScriptedOrigin origin = gateway.origin(Handshake.then(connection -> connection.stall()));
        RawClient client = gateway.on(transport, 1).proxyTo(origin).client();
        client.send(Handshake.REQUEST).read();

        client.reset();

        assertThat(origin.connection(0).awaitEnd(SOON)).isTrue();
        FinishedExchange finished = gateway.awaitFinished(1).get(0);
        assertThat(finished.status()).isEqualTo(101);
        assertThat(finished.reason()).isEqualTo(FailureReason.CLIENT_GONE_TUNNEL);
    }

    @ParameterizedTest
    @EnumSource(names = {"EPOLL", "NIO"})
    void aResetOfTheBackendEndsTheClient(TransportChoice transport) throws Exception {
        ScriptedOrigin origin = gateway.origin(Handshake.then(connection -> {
            connection.readBytes(1);
            connection.reset();
        }));
        RawClient client = gateway.on(transport, 1).proxyTo(origin).client().timeout(SOON);
        client.send(Handshake.REQUEST).read();

        client.send("x");

        assertThat(client.isClosedByPeer()).isTrue();
        assertThat(gateway.awaitFinished(1).get(0).reason()).isEqualTo(FailureReason.TUNNEL_RESET);
        assertThat(gateway.attemptFailures()).containsExactly(FailureReason.TUNNEL_RESET);
    }

    /** The backend takes nothing, so that the client is not read. NIO sees no reset behind so much that it has not read. */
    @Test
    void aResetOfAClientThatIsNotReadEndsTheBackend() throws Exception {
        ScriptedOrigin origin = gateway.closing(
                ScriptedOrigin.startWithSmallBuffers(Handshake.then(connection -> connection.freeze())));
        gateway.on(TransportChoice.EPOLL, 1).proxyTo(origin);
        RawClient client = gateway.slowClient();
        client.send(Handshake.REQUEST).read();
        assertThat(client.sendUntilStalled(BLOCK, MUCH, Duration.ofMillis(300))).isLessThan(MUCH / 5);

        client.reset();

        await().atMost(Duration.ofMillis(2500)).until(() -> gateway.running().inFlight() == 0);
    }

    /** The client takes nothing, so that the backend is not read; its end must still be seen. */
    @ParameterizedTest
    @CsvSource({"EPOLL, false", "NIO, false", "EPOLL, true", "NIO, true"})
    void theEndOfAClientThatTakesNothingReachesTheBackend(TransportChoice transport, boolean reset) throws Exception {
        CountDownLatch stalled = new CountDownLatch(1);
        ScriptedOrigin origin = gateway.origin(Handshake.then(connection -> {
            connection.sendUntilStalled(BLOCK, MUCH, Duration.ofMillis(300));
            stalled.countDown();
            connection.stall();
        }));
        gateway.on(transport, 1).proxyTo(origin);
        RawClient client = gateway.slowClient();
        client.send(Handshake.REQUEST).read();
        assertThat(stalled.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(origin.sent()).isLessThan(MUCH / 5);

        if (reset) {
            client.reset();
        } else {
            client.close();
        }

        assertThat(origin.connection(0).awaitEnd(Duration.ofMillis(1200))).isTrue();
        await().atMost(Duration.ofMillis(2500)).until(() -> gateway.running().inFlight() == 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"EPOLL", "NIO"})
    void aSilentTunnelEndsAfterItsTime(TransportChoice transport) throws Exception {
        ScriptedOrigin origin = gateway.origin(Handshake.then(connection -> connection.stall()));
        RawClient client = gateway.on(transport, 1)
                .with(
                        "timeouts: { tunnel: 500ms, client_idle: 100ms, client_body: 100ms, response_stall: 100ms, total: 100ms }")
                .proxyTo(origin)
                .client();
        client.send(Handshake.REQUEST).read();

        assertThat(client.isSilentFor(Duration.ofMillis(350))).isTrue();
        assertThat(client.send("x").isSilentFor(Duration.ofMillis(350))).isTrue();

        assertThat(client.isClosedByPeer()).isTrue();
        FinishedExchange finished = gateway.awaitFinished(1).get(0);
        assertThat(finished.reason()).isEqualTo(FailureReason.TUNNEL_IDLE);
        assertThat(finished.status()).isEqualTo(101);
    }
}
