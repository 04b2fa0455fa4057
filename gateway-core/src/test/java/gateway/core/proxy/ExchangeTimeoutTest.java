package gateway.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.TimeoutConfig;
import gateway.core.http.FailureReason;
import gateway.core.upstream.connection.FakeUpstream;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** The time-outs of an exchange, in virtual time. */
class ExchangeTimeoutTest {
    private static final Duration SHORTLY_BEFORE = Duration.ofMillis(-50);
    private static final Duration SHORTLY_AFTER = Duration.ofMillis(250);

    private final ExchangeFixture it = new ExchangeFixture();

    @Test
    void aConnectThatTakesTooLongGoesToTheNextBackend() {
        it.get("/");
        it.pass(Duration.ofSeconds(2).plus(SHORTLY_BEFORE));
        it.took();

        it.pass(SHORTLY_AFTER);

        assertThat(it.took())
                .containsExactly("health: a CONNECT_TIMEOUT", "failed: a CONNECT_TIMEOUT", "b now", "b connect");
        assertThat(it.a.isWaitedFor()).isFalse();
        it.exchange.onClientGone();
    }

    @Test
    void answers504WhenNoConnectIsThroughInTime() {
        it.head(HttpMethod.POST, "/", true);

        it.pass(Duration.ofSeconds(7));

        assertThat(it.took()).contains("client < 504 local", "end 504 CONNECT_TIMEOUT");
        assertThat(it.exchange.attempts()).isEqualTo(3);
        it.assertOver();
    }

    @Test
    void answers504WithoutAResponseHeadAndTriesNobodyElse() {
        it.a.addIdle();
        it.get("/");
        it.pass(Duration.ofSeconds(30).plus(SHORTLY_BEFORE));
        it.took();

        it.pass(SHORTLY_AFTER);

        assertThat(it.took())
                .containsExactly(
                        "a cancel",
                        "health: a RESPONSE_TIMEOUT",
                        "failed: a RESPONSE_TIMEOUT",
                        "client < 504 local",
                        "client flush",
                        "end 504 RESPONSE_TIMEOUT",
                        "client turn over");
        it.assertOver();
    }

    @Test
    void theBackendIsNotWaitedForBeforeTheRequestIsThrough() {
        it.a.addIdle();
        it.post("/");
        it.body("one");

        it.pass(Duration.ofMinutes(10));

        assertThat(it.took().toString()).doesNotContain("end");
        it.lastBody("two");
        it.pass(Duration.ofSeconds(31));
        assertThat(it.took()).contains("end 504 RESPONSE_TIMEOUT");
    }

    @Test
    void aBackendThatTakesNothingOfABodyIsGivenUp() {
        FakeUpstream stream = it.a.addIdle();
        it.post("/");
        it.body("one");
        stream.setWritable(false);

        it.pass(Duration.ofSeconds(31));

        assertThat(it.took()).contains("client pause", "client < 504 local, close", "end 504 RESPONSE_TIMEOUT");
        it.assertOver();
    }

    @Test
    void aBackendThatTakesTheBodyAgainIsNotGivenUp() {
        FakeUpstream stream = it.a.addIdle();
        it.post("/");
        stream.setWritable(false);
        it.pass(Duration.ofSeconds(20));
        stream.setWritable(true);

        it.pass(Duration.ofSeconds(60));

        assertThat(it.took().toString()).doesNotContain("end");
        it.exchange.onClientGone();
    }

    @Test
    void aBackendThatTookTheLastBytesLateIsStillWaitedForOnlyForItsTime() {
        FakeUpstream stream = it.a.addIdle();
        it.timeouts = TimeoutConfig.DEFAULTS;
        it.post("/");
        stream.setWritable(false);
        it.lastBody("rest");
        it.pass(Duration.ofSeconds(10));
        stream.setWritable(true);

        it.pass(Duration.ofSeconds(30).plus(SHORTLY_BEFORE));
        assertThat(it.took().toString()).doesNotContain("end");

        it.pass(SHORTLY_AFTER);
        assertThat(it.took()).contains("end 504 RESPONSE_TIMEOUT");
    }

    @Test
    void cutsAResponseThatStalls() {
        FakeUpstream stream = it.a.addIdle();
        it.get("/");
        stream.respondHead(200);
        it.pass(Duration.ofSeconds(59));
        stream.respondBody("x");
        stream.readComplete();
        it.pass(Duration.ofSeconds(60).plus(SHORTLY_BEFORE));
        it.took();

        it.pass(SHORTLY_AFTER);

        assertThat(it.took())
                .containsExactly(
                        "a cancel",
                        "health: a RESPONSE_STALLED",
                        "failed: a RESPONSE_STALLED",
                        "client abort",
                        "end 200 RESPONSE_STALLED, cut",
                        "client turn over");
        it.assertOver();
    }

    @Test
    void aBackendThatMayNotSpeakDoesNotStall() {
        FakeUpstream stream = it.a.addIdle();
        it.get("/");
        stream.respondHead(200);
        stream.respondBody("x");
        it.downstream.writable = false;
        it.exchange.updateReading();
        stream.readComplete();
        it.pass(Duration.ofMinutes(3));
        assertThat(it.took().toString()).doesNotContain("end");

        it.downstream.writable = true;
        it.exchange.updateReading();
        it.pass(Duration.ofSeconds(60).plus(SHORTLY_BEFORE));
        assertThat(it.took().toString()).as("it has the whole time again").doesNotContain("end");

        it.pass(SHORTLY_AFTER);
        assertThat(it.took()).contains("end 200 RESPONSE_STALLED, cut");
    }

    @Test
    void theTotalTimeEndsTheWait() {
        it.timeouts = times(Duration.ofSeconds(5));
        it.newExchange();
        it.a.addIdle();
        it.get("/");
        it.pass(Duration.ofSeconds(5).plus(SHORTLY_BEFORE));
        it.took();

        it.pass(SHORTLY_AFTER);

        assertThat(it.took())
                .containsExactly(
                        "a cancel", "client < 504 local", "client flush", "end 504 TOTAL_TIMEOUT", "client turn over");
    }

    @Test
    void theTotalTimeRunsFromTheEndOfTheRequest() {
        it.timeouts = times(Duration.ofSeconds(5));
        it.newExchange();
        it.a.addIdle();
        it.post("/");
        it.pass(Duration.ofMinutes(1));
        it.lastBody("x");
        it.pass(Duration.ofSeconds(5).plus(SHORTLY_BEFORE));
        assertThat(it.took().toString()).doesNotContain("end");

        it.pass(SHORTLY_AFTER);

        assertThat(it.took()).contains("end 504 TOTAL_TIMEOUT");
    }

    @Test
    void theTotalTimeEndsWithTheResponseHead() {
        it.timeouts = times(Duration.ofSeconds(5));
        it.newExchange();
        FakeUpstream stream = it.a.addIdle();
        it.get("/");
        stream.respondHead(200);

        it.pass(Duration.ofSeconds(50));

        assertThat(it.took().toString()).doesNotContain("end");
        stream.respondEnd("x");
        assertThat(it.took()).contains("end 200");
    }

    @Test
    void aTimeOutThatIsOffNeverComes() {
        it.timeouts = new TimeoutConfig(
                        null,
                        null,
                        null,
                        null,
                        null,
                        TimeoutConfig.OFF,
                        TimeoutConfig.OFF,
                        TimeoutConfig.OFF,
                        TimeoutConfig.OFF,
                        null,
                        null,
                        null)
                .over(TimeoutConfig.DEFAULTS);
        it.newExchange();
        it.get("/");
        it.pass(Duration.ofHours(1));
        FakeUpstream stream = it.a.connect();
        it.pass(Duration.ofHours(1));
        stream.respondHead(200);
        it.pass(Duration.ofHours(1));
        stream.respondEnd("x");

        assertThat(it.took()).contains("end 200");
    }

    @Test
    void aStalledClientBodyIsAnswered408() {
        it.a.addIdle();
        it.post("/");
        it.took();

        it.exchange.fail(FailureReason.BODY_STALLED);

        assertThat(it.took())
                .containsExactly(
                        "a cancel",
                        "client < 408 local, close",
                        "client flush",
                        "end 408 BODY_STALLED",
                        "client turn over, request unread");
    }

    private static TimeoutConfig times(Duration total) {
        return new TimeoutConfig(null, null, null, null, null, null, null, null, total, null, null, null)
                .over(TimeoutConfig.DEFAULTS);
    }
}
