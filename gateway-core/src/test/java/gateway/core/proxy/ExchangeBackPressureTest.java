package gateway.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.upstream.connection.FakeUpstream;
import org.junit.jupiter.api.Test;

/** Each side is read only as fast as the other one takes it. */
class ExchangeBackPressureTest {
    private final ExchangeFixture it = new ExchangeFixture();

    @Test
    void aClientThatTakesNothingStopsTheBackend() {
        FakeUpstream stream = it.a.addIdle();
        it.get("/");
        stream.respondHead(200);
        it.took();

        it.downstream.writable = false;
        stream.respondBody("one");
        assertThat(it.took()).containsExactly("client < one", "a pause");

        stream.respondBody("two");
        assertThat(it.took()).containsExactly("client < two");

        it.downstream.writable = true;
        it.exchange.updateReading();
        assertThat(it.took()).containsExactly("a read");
    }

    @Test
    void aBackendThatTakesNothingStopsTheClient() {
        FakeUpstream stream = it.a.addIdle();
        it.post("/");
        it.took();

        stream.setWritable(false);
        assertThat(it.took()).containsExactly("client pause");

        stream.setWritable(true);
        assertThat(it.took()).containsExactly("client read");
    }

    @Test
    void whileConnectingTheClientMaySendAsMuchAsCanBeSentAgain() {
        it.post("/");
        it.took();

        it.body("x".repeat(64 * 1024 - 1));
        assertThat(it.took()).containsExactly("client read");

        it.body("x");
        assertThat(it.took()).containsExactly("client pause");

        it.a.connect();
        assertThat(it.took()).contains("client read");
    }

    @Test
    void whileConnectingABodyOfTinyPartsStopsByTheirNumber() {
        it.post("/");
        it.took();
        for (int i = 0; i < RequestBody.MAX_PARTS - 1; i++) {
            it.body("x");
        }
        assertThat(it.took()).containsOnly("client read");

        it.body("x");

        assertThat(it.took()).containsExactly("client pause");
    }

    @Test
    void beyondTheProcessesCeilingTheClientStopsAtOnce() {
        assertThat(it.memory.tryTake(1024 * 1024 - 2)).isTrue();
        it.post("/");
        it.took();

        it.body("xxx");

        assertThat(it.took()).containsExactly("client pause");
    }

    @Test
    void theClientOfACompleteRequestIsNotToldToReadOrPause() {
        FakeUpstream stream = it.a.addIdle();
        it.post("/");
        it.lastBody("x");
        it.took();

        stream.setWritable(false);
        stream.setWritable(true);

        assertThat(it.took()).isEmpty();
    }

    @Test
    void afterTheEndNothingIsToldToReadOrPause() {
        it.a.addIdle();
        it.get("/");
        it.exchange.onClientGone();
        it.took();

        it.exchange.updateReading();

        assertThat(it.took()).isEmpty();
    }
}
