package gateway.it.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.http.FailureReason;
import gateway.it.fixture.FinishedExchange;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.ScriptedOrigin;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class TunnelDrainTest {
    private static final String CLOSE_1001 = "\u0088\u0002\u0003\u00e9";
    private static final String FRAME = "\u0081\u0002hi";
    private static final String MASKED_FRAME = "\u0081\u0082\0\0\0\0hi";

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void bothSidesAreToldToGoBetweenTwoFrames() throws Exception {
        AtomicReference<byte[]> close = new AtomicReference<>();
        ScriptedOrigin origin = gateway.origin(Handshake.then(connection -> {
            connection.send(FRAME);
            connection.readBytes(8);
            close.set(connection.readBytes(8));
            connection.stall();
        }));
        RawClient client = drainingWithin("1s", origin);
        assertThat(UpgradeTest.text(client.send(MASKED_FRAME), 4)).isEqualTo(FRAME);

        CompletableFuture<Boolean> drained = gateway.running().drain();

        assertThat(client.readToEnd()).isEqualTo(CLOSE_1001);
        client.close();
        assertThat(drained.get(5, TimeUnit.SECONDS)).isTrue();
        FinishedExchange finished = gateway.awaitFinished(1).get(0);
        assertThat(finished.reason()).isEqualTo(FailureReason.STOPPED);
        assertThat(finished.isCut()).isFalse();
        byte[] masked = Objects.requireNonNull(close.get());
        assertThat(masked[0] & 0xFF).isEqualTo(0x88);
        assertThat(masked[1] & 0xFF).isEqualTo(0x82);
        assertThat((masked[6] ^ masked[2]) & 0xFF).isEqualTo(0x03);
        assertThat((masked[7] ^ masked[3]) & 0xFF).isEqualTo(0xE9);
    }

    @Test
    void insideAFrameThereIsOnlyTheEnd() throws Exception {
        ScriptedOrigin origin = gateway.origin(Handshake.then(connection -> {
            connection.send("\u0081~\u0001\u0000half of it");
            connection.stall();
        }));
        RawClient client = drainingWithin("1s", origin);
        client.readBytes(14);

        gateway.running().drain();

        assertThat(client.readToEnd()).isEmpty();
    }

    @Test
    void anotherProtocolGetsNoFrame() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection
                    .send("HTTP/1.1 101 x\r\nConnection: Upgrade\r\nUpgrade: foo\r\n\r\n")
                    .stall();
        });
        RawClient client = gateway.start("timeouts: { drain: 1s }\n" + UpgradeTest.routeText(origin, "upgrades: [foo]"))
                .client();
        client.send(Handshake.REQUEST.replace("websocket", "foo")).read();

        gateway.running().drain();

        assertThat(client.readToEnd()).isEmpty();
    }

    @Test
    void tunnelsCloseSpreadOverTheDrain() throws Exception {
        ScriptedOrigin origin = gateway.origin(Handshake.then(connection -> connection.stall()));
        gateway.with("timeouts: { drain: 3s }").proxyTo(origin);
        List<CompletableFuture<Long>> ends = new ArrayList<>();
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 24; i++) {
            RawClient client = gateway.client();
            client.send(Handshake.REQUEST).read();
            clients.add(client);
        }

        long start = System.nanoTime();
        CompletableFuture<Boolean> drained = gateway.running().drain();
        for (RawClient client : clients) {
            // A thread for each: from JDK 25 on the common pool has one where there are two processors.
            ends.add(CompletableFuture.supplyAsync(() -> endOf(client, start), each -> new Thread(each).start()));
        }
        List<Long> millis = ends.stream().map(CompletableFuture::join).sorted().toList();

        assertThat(drained.get(5, TimeUnit.SECONDS)).isTrue();
        // Of 24 drawn over 2.4 s the first and the last third are not empty, but for one run in many thousands.
        assertThat(millis.get(0)).isLessThan(1000);
        assertThat(millis.get(millis.size() - 1)).isBetween(1400L, 3300L);
    }

    @Test
    void whatDoesNotGoIsCutAtTheEndOfTheDrain() throws Exception {
        ScriptedOrigin origin = gateway.origin(Handshake.then(connection -> connection.freeze()));
        RawClient client = drainingWithin("1s", origin);

        CompletableFuture<Boolean> drained = gateway.running().drain();
        drained.get(5, TimeUnit.SECONDS);
        gateway.running().close();

        assertThat(gateway.running().inFlight()).isZero();
        assertThat(client.readToEnd()).isEqualTo(CLOSE_1001);
    }

    @Test
    void aTunnelThatOpensDuringTheDrainEndsAtOnce() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            gateway.running().drain();
            assertThat(connection.isSilentFor(Duration.ofMillis(200))).isTrue();
            connection.send(Handshake.ANSWER).stall();
        });
        RawClient client =
                gateway.with("timeouts: { drain: 20s }").proxyTo(origin).client();

        client.send(Handshake.REQUEST);

        assertThat(client.read().status()).isEqualTo(101);
        assertThat(client.readToEnd()).isEqualTo(CLOSE_1001);
    }

    private RawClient drainingWithin(String drain, ScriptedOrigin origin) throws Exception {
        RawClient client = gateway.with("timeouts: { drain: " + drain + " }")
                .proxyTo(origin)
                .client();
        client.send(Handshake.REQUEST).read();
        return client;
    }

    private static long endOf(RawClient client, long startNanos) {
        try (client) {
            byte[] rest = client.readToEnd().getBytes(ISO_8859_1);
            assertThat(rest).hasSize(4);
            return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - startNanos);
        } catch (Exception e) {
            throw new CompletionException(e);
        }
    }
}
