package gateway.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.TimeoutConfig;
import gateway.core.http.FailureReason;
import gateway.core.upstream.connection.FakeUpstream;
import io.netty.buffer.ByteBuf;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** When a failed try is followed by another, and on whom. */
class ExchangeRetryTest {
    private final ExchangeFixture it = new ExchangeFixture();

    // Nothing was sent.

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS", "POST", "PATCH", "X"})
    void spillsToTheNextBackendWhenConnectIsRefusedWhateverTheMethod(String method) {
        it.head(HttpMethod.valueOf(method), "/", true);
        it.took();

        it.a.refuse(FailureReason.CONNECT_REFUSED);
        assertThat(it.took())
                .containsExactly(
                        "health: a CONNECT_REFUSED",
                        "failed: a CONNECT_REFUSED",
                        method.equals("POST") || method.equals("PATCH") || method.equals("X") ? "b fresh" : "b now",
                        "b connect");

        FakeUpstream stream = it.b.connect();
        assertThat(stream.head().headers().get("x-gateway-attempt")).isEqualTo("2");
        stream.respond(200, "");
        it.assertOver();
    }

    @Test
    void triesEachOfThreeBackendsOnceThenAnswers502() {
        it.get("/");
        it.a.refuse(FailureReason.CONNECT_REFUSED);
        it.b.refuse(FailureReason.CONNECT_REFUSED);
        it.took();

        it.c.refuse(FailureReason.CONNECT_REFUSED);

        assertThat(it.took())
                .containsExactly(
                        "health: c CONNECT_REFUSED",
                        "failed: c CONNECT_REFUSED",
                        "client < 502 local",
                        "client flush",
                        "end 502 CONNECT_REFUSED",
                        "client turn over");
        assertThat(it.exchange.attempts()).isEqualTo(3);
        it.assertOver();
    }

    @Test
    void aBodyThatWasHeldWhileConnectingGoesToTheNextBackend() {
        it.post("/");
        it.body("one");
        it.a.refuse(FailureReason.CONNECT_REFUSED);
        it.lastBody("two");
        it.took();

        FakeUpstream stream = it.b.connect();

        assertThat(it.took()).containsExactly("b < POST /", "b < one", "b < two.", "b flush");
        stream.respond(200, "");
        it.assertOver();
    }

    @Test
    void aLargeBodyThatNobodyGotYetGoesToTheNextBackend() {
        it.post("/");
        for (int i = 0; i < 5; i++) {
            it.body("x".repeat(20_000));
        }
        it.a.refuse(FailureReason.CONNECT_REFUSED);
        it.took();

        it.b.connect();

        assertThat(it.took()).startsWith("b < POST /", "b < 20000 bytes").hasSize(8);
        it.exchange.onClientGone();
        it.assertOver();
    }

    @Test
    void aLackOfSocketsOfOurOwnIsAnOverloadAndNobodysFault() {
        it.get("/");
        it.took();

        it.a.refuse(FailureReason.OVERLOADED);

        assertThat(it.took())
                .containsExactly("client < 503 local", "client flush", "end 503 OVERLOADED", "client turn over");
        it.assertOver();
    }

    // A reused connection that was closed unseen.

    @Test
    void repeatsOnceOnTheSameBackendWhenAReusedConnectionWasStale() {
        FakeUpstream stale = it.a.addIdle();
        it.a.addIdle();
        it.get("/");
        it.took();

        stale.fail(FailureReason.CLOSED_BEFORE_RESPONSE);

        // On a new connection, though another idle one is there; not charged to the backend's health.
        assertThat(it.took()).containsExactly("failed: a CLOSED_BEFORE_RESPONSE", "a connect");
        FakeUpstream fresh = it.a.connect();
        fresh.respond(200, "");
        it.assertOver();
    }

    @Test
    void aStaleConnectionCostsNoTry() {
        FakeUpstream stale = it.a.addIdle();
        it.get("/");

        stale.fail(FailureReason.CLOSED_BEFORE_RESPONSE);
        it.a.refuse(FailureReason.CONNECT_REFUSED);
        it.b.refuse(FailureReason.CONNECT_REFUSED);
        it.c.connect().respond(200, "");

        assertThat(it.exchange.status()).isEqualTo(200);
        assertThat(it.exchange.attempts()).isEqualTo(4);
        assertThat(it.exchange.failedTries())
                .extracting(each -> each.backend().name() + " " + each.reused() + " " + each.reason())
                .containsExactly(
                        "127.0.0.1:1 true CLOSED_BEFORE_RESPONSE",
                        "127.0.0.1:1 false CONNECT_REFUSED",
                        "127.0.0.1:2 false CONNECT_REFUSED");
        it.assertOver();
    }

    @Test
    void goesToAnotherBackendWhenTheFreshConnectionDiesToo() {
        FakeUpstream stale = it.a.addIdle();
        it.get("/");
        stale.fail(FailureReason.CLOSED_BEFORE_RESPONSE);
        FakeUpstream fresh = it.a.connect();
        it.took();

        fresh.fail(FailureReason.CLOSED_BEFORE_RESPONSE);

        assertThat(it.took())
                .containsExactly(
                        "health: a CLOSED_BEFORE_RESPONSE", "failed: a CLOSED_BEFORE_RESPONSE", "b now", "b connect");
        it.exchange.onClientGone();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH"})
    void isNeverSentTwiceWhenItIsNotIdempotent(String method) {
        FakeUpstream stale = it.a.addIdle();
        it.head(HttpMethod.valueOf(method), "/", true);
        assertThat(it.took()).containsExactly("start", "a fresh", "a < " + method + " /", "a flush");

        stale.fail(FailureReason.CLOSED_BEFORE_RESPONSE);

        assertThat(it.took())
                .containsExactly(
                        "failed: a CLOSED_BEFORE_RESPONSE",
                        "client < 502 local",
                        "client flush",
                        "end 502 CLOSED_BEFORE_RESPONSE",
                        "client turn over");
        it.assertOver();
    }

    @Test
    void anIdempotencyKeyMakesAPostRepeatable() {
        FakeUpstream stale = it.a.addIdle();
        it.head(HttpMethod.POST, "/", true, "idempotency-key", "k1");
        assertThat(it.took()).contains("a now");

        stale.fail(FailureReason.CLOSED_BEFORE_RESPONSE);

        assertThat(it.took()).contains("a connect");
        it.exchange.onClientGone();
    }

    // The backend dies before its head.

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "PUT", "DELETE", "OPTIONS"})
    void repeatsElsewhereWhenTheBackendDiesBeforeItsHead(String method) {
        it.head(HttpMethod.valueOf(method), "/", true);
        FakeUpstream stream = it.a.connect();
        it.took();

        stream.fail(FailureReason.CLOSED_BEFORE_RESPONSE);

        assertThat(it.took())
                .containsExactly(
                        "health: a CLOSED_BEFORE_RESPONSE", "failed: a CLOSED_BEFORE_RESPONSE", "b now", "b connect");
        it.b.connect().respond(200, "");
        it.assertOver();
    }

    @Test
    void aPostOnANewConnectionIsNotRepeatedEither() {
        it.head(HttpMethod.POST, "/", true);
        FakeUpstream stream = it.a.connect();
        it.took();

        stream.fail(FailureReason.CLOSED_BEFORE_RESPONSE);

        assertThat(it.took())
                .contains("end 502 CLOSED_BEFORE_RESPONSE")
                .doesNotContain("b fresh", "b now", "b connect");
    }

    @Test
    void sendsTheWholeBodyAgainFromItsFirstByte() {
        FakeUpstream first = it.a.addIdle();
        it.put("/");
        ByteBuf one = it.body("one");
        ByteBuf two = it.lastBody("two");
        it.b.addIdle();
        it.took();

        first.fail(FailureReason.MALFORMED_RESPONSE);

        assertThat(it.took())
                .containsExactly(
                        "health: a MALFORMED_RESPONSE",
                        "failed: a MALFORMED_RESPONSE",
                        "b now",
                        "b < PUT /",
                        "b < one",
                        "b < two.",
                        "b flush");
        assertThat(one.refCnt()).isEqualTo(1);
        it.exchange.onClientGone();
        assertThat(one.refCnt()).isZero();
        assertThat(two.refCnt()).isZero();
        it.assertOver();
    }

    @Test
    void aBodyOfExactly64KiBIsRepeated() {
        FakeUpstream first = it.a.addIdle();
        it.put("/");
        it.lastBody("x".repeat(64 * 1024));
        it.took();

        first.fail(FailureReason.MALFORMED_RESPONSE);

        assertThat(it.took()).contains("b connect");
        it.exchange.onClientGone();
        it.assertOver();
    }

    @Test
    void aBodyBeyond64KiBIsNotRepeatedOnceItWasSent() {
        FakeUpstream first = it.a.addIdle();
        it.put("/");
        it.lastBody("x".repeat(64 * 1024 + 1));
        assertThat(it.memory.held()).isZero();
        it.took();

        first.fail(FailureReason.CLOSED_BEFORE_RESPONSE);

        assertThat(it.took()).contains("end 502 CLOSED_BEFORE_RESPONSE");
        it.assertOver();
    }

    @Test
    void aBodyBeyondTheProcessesCeilingIsNotRepeatedOnceItWasSent() {
        assertThat(it.memory.tryTake(1024 * 1024 - 2)).isTrue();
        FakeUpstream first = it.a.addIdle();
        it.put("/");
        it.lastBody("xxx");
        it.took();

        first.fail(FailureReason.CLOSED_BEFORE_RESPONSE);

        assertThat(it.took()).contains("end 502 CLOSED_BEFORE_RESPONSE");
        assertThat(it.memory.held()).isEqualTo(1024 * 1024 - 2);
    }

    @Test
    void nothingIsRepeatedAfterTheHeadIsOut() {
        FakeUpstream stream = it.a.addIdle();
        it.get("/");
        stream.respondHead(200);
        it.took();

        stream.fail(FailureReason.TRUNCATED_RESPONSE);

        assertThat(it.took()).contains("client abort").doesNotContain("b now", "b connect");
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureReason.class,
            names = {"RESPONSE_TIMEOUT", "RESPONSE_HEAD_TOO_LARGE"})
    void someFailuresAreNeverRepeated(FailureReason why) {
        FakeUpstream stream = it.a.addIdle();
        it.get("/");
        it.took();

        stream.fail(why);

        assertThat(it.took()).contains("end " + why.status() + " " + why);
        it.assertOver();
    }

    @Test
    void theTotalTimeBoundsAllTries() {
        it.timeouts = new TimeoutConfig(
                        null,
                        null,
                        null,
                        null,
                        null,
                        null,
                        TimeoutConfig.OFF,
                        null,
                        Duration.ofSeconds(60),
                        null,
                        null,
                        null)
                .over(TimeoutConfig.DEFAULTS);
        it.newExchange();
        it.get("/");
        it.pass(Duration.ofSeconds(1));
        it.a.refuse(FailureReason.CONNECT_REFUSED);
        FakeUpstream second = it.b.connect();
        it.pass(Duration.ofSeconds(50));
        second.fail(FailureReason.CLOSED_BEFORE_RESPONSE);
        it.c.connect();
        it.pass(Duration.ofMillis(8_900));
        assertThat(it.took().toString()).doesNotContain("end");

        it.pass(Duration.ofMillis(300));

        assertThat(it.took()).contains("c cancel", "end 504 TOTAL_TIMEOUT");
    }
}
