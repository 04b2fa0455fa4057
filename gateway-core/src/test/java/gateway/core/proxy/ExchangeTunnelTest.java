package gateway.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.channel.FakeSide;
import gateway.core.http.FailureReason;
import gateway.core.upstream.connection.FakeUpstream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class ExchangeTunnelTest {
    private static final String[] UPGRADE = {
        "connection", "upgrade", "upgrade", "websocket", "sec-websocket-version", "13"
    };

    private final ExchangeFixture it = new ExchangeFixture();

    @Test
    void a101OpensTheTunnelAndBothEndsCloseIt() {
        FakeUpstream stream = asked();
        it.took();

        assertThat(stream.respondSwitch("upgrade", "WebSocket")).isTrue();
        assertThat(it.took())
                .containsExactly("health: a 101", "a tunnel", "client < 101 tunnel", "a start", "client start");
        client().send("hi");
        stream.side().send("you");
        client().endInput();
        stream.side().endInput();
        assertThat(it.took())
                .containsExactly(
                        "a < hi",
                        "a flush",
                        "client < you",
                        "client flush",
                        "a end",
                        "client end",
                        "client close",
                        "a close");
        assertThat(it.exchange.endNanos()).isZero();
        client().gone();
        stream.side().gone();

        assertThat(it.took()).containsExactly("a cancel", "end 101", "client turn over");
        assertThat(it.exchange.requestBytes()).isEqualTo(2);
        assertThat(it.exchange.responseBytes()).isEqualTo(3);
        it.assertOver();
    }

    @Test
    void aSwitchThatNobodyAskedForIsNone() {
        it.get("/");
        FakeUpstream stream = it.a.connect();

        assertThat(stream.respondSwitch("upgrade", "websocket")).isFalse();
        stream.respond(200, "");
        it.assertOver();
    }

    @Test
    void aSwitchToSomethingElseIsNone() {
        FakeUpstream stream = asked();

        assertThat(stream.respondSwitch("upgrade", "h2c")).isFalse();
        assertThat(stream.respondSwitch()).isFalse();
        stream.respond(200, "");
        it.assertOver();
    }

    @Test
    void whoIsNotTakenFromIsNotRead() {
        FakeUpstream stream = open();

        client().writable = false;
        stream.side().send("much");
        assertThat(it.took()).containsExactly("client < much", "a pause", "client flush");
        client().setWritable(true);
        assertThat(it.took()).containsExactly("a read");
        stream.side().setWritable(false);

        assertThat(it.took()).containsExactly("client pause");
        over(stream);
    }

    @Test
    void timeOutsOfHttpAreOverButSilenceIsBounded() {
        FakeUpstream stream = open();
        for (int i = 0; i < 4; i++) {
            it.pass(Duration.ofMinutes(9));
            assertThat(it.took()).isEmpty();
            (i % 2 == 0 ? client() : stream.side()).send("x");
            it.took();
        }

        it.pass(Duration.ofMinutes(11));

        assertThat(it.took())
                .containsExactly(
                        "client close",
                        "a close",
                        "client reset",
                        "a reset",
                        "a cancel",
                        "end 101 TUNNEL_IDLE, cut",
                        "client turn over");
        it.assertOver();
    }

    @Test
    void aBrokenClientTakesTheBackendAlong() {
        FakeUpstream stream = open();

        client().gone();
        assertThat(it.took()).containsExactly("a close");
        stream.side().gone();

        assertThat(it.took()).containsExactly("a cancel", "end 101 CLIENT_GONE_TUNNEL, cut", "client turn over");
        it.assertOver();
    }

    @Test
    void aBackendThatTakesNothingIsResetASecondAfterTheClientBroke() {
        open();
        client().gone();
        it.took();

        it.pass(Duration.ofMillis(1100));

        assertThat(it.took())
                .containsExactly("a reset", "a cancel", "end 101 CLIENT_GONE_TUNNEL, cut", "client turn over");
        it.assertOver();
    }

    @Test
    void aBrokenBackendIsCountedButSaysNothingOfItsHealth() {
        FakeUpstream stream = open();

        stream.side().gone();
        client().gone();

        assertThat(it.took())
                .containsExactly(
                        "client close",
                        "failed: a TUNNEL_RESET",
                        "a cancel",
                        "end 101 TUNNEL_RESET, cut",
                        "client turn over");
        it.assertOver();
    }

    @Test
    void theDrainTellsBothToGoAndThrowsTheRestAway() {
        FakeUpstream stream = open();
        client().send(new byte[] {(byte) 0x81, (byte) 0x81, 0, 0});
        it.took();

        it.exchange.drain(Duration.ZERO);
        it.pass(Duration.ofMillis(100));
        assertThat(it.took())
                .as("the client is inside a frame")
                .containsExactly("client < [88][02][03][e9]", "client end", "a read", "a end", "client read");
        stream.side().send("late");
        assertThat(it.took()).containsExactly("client flush");
        client().endInput();
        it.pass(Duration.ofSeconds(3));

        assertThat(it.took())
                .containsExactly("client reset", "a reset", "a cancel", "end 101 STOPPED", "client turn over");
        it.assertOver();
    }

    @Test
    void aStopEndsItAtOnce() {
        open();

        it.exchange.fail(FailureReason.STOPPED);

        assertThat(it.took())
                .containsExactly("client reset", "a reset", "a cancel", "end 101 STOPPED, cut", "client turn over");
        it.assertOver();
    }

    @Test
    void theClientsConnectionIsTheTunnels() {
        FakeUpstream stream = open();

        it.exchange.onClientGone();
        it.exchange.updateReading();

        assertThat(it.took()).isEmpty();
        over(stream);
    }

    private FakeUpstream asked() {
        it.get("/chat", UPGRADE);
        return it.a.connect();
    }

    private FakeUpstream open() {
        FakeUpstream stream = asked();
        assertThat(stream.respondSwitch("upgrade", "websocket")).isTrue();
        it.took();
        return stream;
    }

    private void over(FakeUpstream stream) {
        client().gone();
        stream.side().gone();
        assertThat(it.took()).isNotEqualTo(List.of());
        it.assertOver();
    }

    private FakeSide client() {
        return it.downstream.side();
    }
}
