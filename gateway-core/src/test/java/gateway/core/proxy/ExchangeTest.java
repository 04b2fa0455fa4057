package gateway.core.proxy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.core.config.LimitConfig;
import gateway.core.http.FailureReason;
import gateway.core.upstream.Backend;
import gateway.core.upstream.connection.FakeUpstream;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.DecoderResult;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpMethod;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The rows of the table in {@link Exchange}, and its ends. */
class ExchangeTest {
    private final ExchangeFixture it = new ExchangeFixture();

    // The good way.

    @Test
    void forwardsOnAnIdleConnectionAndGivesItBack() {
        FakeUpstream stream = it.a.addIdle();

        it.get("/p?q=1");
        assertThat(it.took()).containsExactly("start", "a now", "a < GET /p?q=1", "a flush");

        stream.respondHead(200, "content-length", "5");
        stream.respondBody("he");
        stream.readComplete();
        assertThat(it.took()).containsExactly("health: a 200", "client < 200", "client < he", "client flush");

        stream.respondEnd("llo");
        assertThat(it.took()).containsExactly("client < llo.", "a release", "end 200", "client turn over");
        it.assertOver();
    }

    @Test
    void opensAConnectionWhenNoneIsIdle() {
        it.get("/");
        assertThat(it.took()).containsExactly("start", "a now", "a connect");

        FakeUpstream stream = it.a.connect();
        assertThat(it.took()).containsExactly("a < GET /", "a flush");

        stream.respond(200, "x");
        it.assertOver();
        assertThat(it.exchange.isReusedConnection()).isFalse();
        assertThat(it.exchange.attempts()).isEqualTo(1);
    }

    @Test
    void sendsABodyOnAsItComes() {
        FakeUpstream stream = it.a.addIdle();

        it.put("/");
        it.body("one");
        it.lastBody("two");

        assertThat(it.took())
                .containsExactly(
                        "start",
                        "a now",
                        "a < PUT /",
                        "client read",
                        "a flush",
                        "a < one",
                        "client read",
                        "a flush",
                        "a < two.",
                        "a flush");
        stream.respond(201, "");
        it.assertOver();
        assertThat(it.exchange.requestBytes()).isEqualTo(6);
    }

    @Test
    void holdsABodyUntilThereIsAConnection() {
        it.post("/");
        ByteBuf one = it.body("one");
        ByteBuf two = it.lastBody("two");
        it.took();

        FakeUpstream stream = it.a.connect();

        assertThat(it.took()).containsExactly("a < POST /", "a < one", "a < two.", "a flush");
        stream.respond(200, "");
        assertThat(one.refCnt()).isZero();
        assertThat(two.refCnt()).isZero();
        it.assertOver();
    }

    @Test
    void releasesWhatItReplayedNoMoreAtTheResponseHead() {
        FakeUpstream stream = it.a.addIdle();
        it.put("/");
        ByteBuf part = it.body("one");
        assertThat(it.memory.held()).isEqualTo(3);

        stream.respondHead(200);

        assertThat(part.refCnt()).isZero();
        assertThat(it.memory.held()).isZero();
    }

    // Interim heads.

    @Test
    void passes100OnceToAClientThatAskedForIt() {
        FakeUpstream stream = it.a.addIdle();
        it.post("/", "expect", "100-continue");
        it.took();

        stream.respondInterim(100);
        stream.respondInterim(100);

        assertThat(it.took()).containsExactly("client < 100 interim", "client flush");
        assertThat(stream.head().headers().get("expect")).isEqualTo("100-continue");
    }

    @Test
    void drops100ThatNobodyAskedFor() {
        FakeUpstream stream = it.a.addIdle();
        it.post("/");
        it.took();

        stream.respondInterim(100);
        stream.respondInterim(102);

        assertThat(it.took()).isEmpty();
    }

    @Test
    void passesEarlyHintsOn() {
        FakeUpstream stream = it.a.addIdle();
        it.get("/");
        it.took();

        stream.respondInterim(103, "link", "</s.css>", "connection", "x-hop", "x-hop", "1");
        stream.respond(200, "");

        assertThat(it.took()).startsWith("client < 103 interim", "client flush", "health: a 200", "client < 200");
    }

    // Refusals.

    @Test
    void answersAMalformedHeadItself() {
        it.exchange.onMalformedHead(FailureReason.BAD_HOST, null);

        assertThat(it.took())
                .containsExactly(
                        "client < 400 local, close",
                        "client flush",
                        "end 400 BAD_HOST",
                        "client turn over, request unread");
        assertThat(it.exchange.requestId()).isNotEmpty();
        it.assertOver();
    }

    @Test
    void answers404WithoutARoute() {
        it.get("/", "host", "other");

        assertThat(it.took())
                .containsExactly("start", "client < 404 local", "client flush", "end 404 NO_ROUTE", "client turn over");
        assertThat(it.exchange.responseBytes()).as("bytes of its own answer").isPositive();
        it.assertOver();
    }

    @Test
    void answersOptionsOfTheServerItself() {
        it.head(HttpMethod.OPTIONS, "*", true);

        assertThat(it.took())
                .containsExactly("start", "client < 200 local", "client flush", "end 200", "client turn over");
        assertThat(it.downstream.head().headers().get("allow")).contains("GET", "OPTIONS");
        assertThat(it.downstream.head().headers().get("content-length")).isEqualTo("0");
        it.assertOver();
    }

    @Test
    void answers503WhileNoNameOfABackendResolves() {
        it.pool.setBackends(List.of());

        it.get("/");

        assertThat(it.took()).contains("client < 503 local", "end 503 NAME_UNRESOLVED");
        assertThat(it.downstream.head().headers().get("retry-after")).isNotNull();
        it.assertOver();
    }

    @Test
    void answers503WithoutABackend() {
        it.pool.backends().forEach(Backend::setRemoved);

        it.get("/");

        assertThat(it.took()).contains("client < 503 local", "end 503 NO_BACKEND");
        assertThat(it.downstream.head().headers().get("retry-after")).isNotNull();
        it.assertOver();
    }

    @Test
    void answers503BeyondTheLimitOfRequestsInFlight() {
        it.get("/");
        Exchange first = it.exchange;
        it.newExchange();
        it.get("/");
        it.newExchange();
        it.took();

        it.get("/");

        assertThat(it.took())
                .containsExactly(
                        "start", "client < 503 local", "client flush", "end 503 OVERLOADED", "client turn over");
        assertThat(it.downstream.head().headers().get("retry-after")).isNotNull();
        assertThat(it.admission.inFlight()).isEqualTo(2);
        first.onClientGone();
        assertThat(it.admission.inFlight()).isEqualTo(1);
    }

    @Test
    void refusesABodyThatAnnouncesTooMuchWithoutAskingABackend() {
        it.limits = new LimitConfig(10, 1024, 1024, 5);
        it.newExchange();

        it.post("/", "content-length", "6");

        assertThat(it.took())
                .containsExactly(
                        "start",
                        "client < 413 local, close",
                        "client flush",
                        "end 413 BODY_TOO_LARGE",
                        "client turn over, request unread");
        it.exchange.onClientGone();
    }

    @Test
    void refusesABodyThatTurnsOutToBeTooLarge() {
        it.limits = new LimitConfig(10, 1024, 1024, 5);
        it.newExchange();
        it.a.addIdle();
        it.post("/");
        it.body("12345");
        it.took();

        ByteBuf more = it.body("6");

        assertThat(it.took())
                .containsExactly(
                        "a cancel",
                        "client < 413 local, close",
                        "client flush",
                        "end 413 BODY_TOO_LARGE",
                        "client turn over, request unread");
        assertThat(more.refCnt()).isZero();
        assertThat(it.memory.held()).isZero();
    }

    @Test
    void refusesABodyWhoseFramingBreaks() {
        it.a.addIdle();
        it.post("/");
        it.took();
        DefaultLastHttpContent broken = new DefaultLastHttpContent(Unpooled.buffer());
        broken.setDecoderResult(DecoderResult.failure(new IllegalArgumentException("chunk size")));

        it.exchange.onRequestBody(broken);

        assertThat(it.took())
                .containsExactly(
                        "a cancel",
                        "client < 400 local, close",
                        "client flush",
                        "end 400 BAD_FRAMING",
                        "client turn over, request unread");
        assertThat(broken.refCnt()).isZero();
        it.assertOver();
    }

    // The client leaves.

    @Test
    void cancelsWhenTheClientLeavesWhileConnecting() {
        it.get("/");
        it.took();

        it.exchange.onClientGone();

        assertThat(it.took()).containsExactly("end 499 CLIENT_GONE_WAITING", "client turn over");
        assertThat(it.a.isWaitedFor()).isFalse();
        it.assertOver();
    }

    @Test
    void cancelsWhenTheClientLeavesInItsBody() {
        it.a.addIdle();
        it.post("/");
        ByteBuf part = it.body("one");
        it.took();

        it.exchange.onClientGone();

        assertThat(it.took())
                .containsExactly("a cancel", "end 499 CLIENT_GONE_BODY", "client turn over, request unread");
        assertThat(part.refCnt()).isZero();
        it.assertOver();
    }

    @Test
    void endsOnceWhenWritingTheLastPartFindsTheClientGone() {
        FakeUpstream stream = it.a.addIdle();
        it.get("/");
        it.downstream.atLastPart = it.exchange::onClientGone;

        stream.respond(200, "x");

        assertThat(it.took()).filteredOn(event -> event.startsWith("end ")).containsExactly("end 200");
        it.assertOver();
    }

    @Test
    void cancelsWhenTheClientLeavesInTheResponse() {
        FakeUpstream stream = it.a.addIdle();
        it.get("/");
        stream.respondHead(200);
        it.took();

        it.exchange.onClientGone();
        it.exchange.onClientGone();

        assertThat(it.took()).containsExactly("a cancel", "end 499 CLIENT_GONE_RESPONSE, cut", "client turn over");
        it.assertOver();
    }

    // The response breaks.

    @Test
    void cutsTheClientWhenTheBodyBreaksOff() {
        FakeUpstream stream = it.a.addIdle();
        it.get("/");
        stream.respondHead(200);
        stream.respondBody("half");
        it.took();

        stream.fail(FailureReason.TRUNCATED_RESPONSE);

        assertThat(it.took())
                .containsExactly(
                        "health: a TRUNCATED_RESPONSE",
                        "failed: a TRUNCATED_RESPONSE",
                        "client abort",
                        "end 200 TRUNCATED_RESPONSE, cut",
                        "client turn over");
        it.assertOver();
    }

    @Test
    void endsWhenTheResponseIsThroughBeforeTheRequest() {
        FakeUpstream stream = it.a.addIdle();
        it.post("/");
        it.body("one");
        it.took();

        stream.respond(403, "no");
        ByteBuf late = it.body("late");

        assertThat(it.took())
                .containsExactly(
                        "health: a 403",
                        "client < 403",
                        "client < no.",
                        "a release",
                        "end 403",
                        "client turn over, request unread");
        assertThat(late.refCnt()).isZero();
        it.assertOver();
    }

    @Test
    void sendsTheRestOfTheBodyWhileTheResponseComes() {
        FakeUpstream stream = it.a.addIdle();
        it.post("/");
        stream.respondHead(200);
        it.took();

        ByteBuf part = it.lastBody("rest");
        stream.respondEnd("x");

        assertThat(it.took())
                .containsExactly("a < rest.", "a flush", "client < x.", "a release", "end 200", "client turn over");
        assertThat(part.refCnt()).isZero();
        it.assertOver();
    }

    @Test
    void ignoresWhatAnAttemptSaysAfterTheEnd() {
        FakeUpstream stream = it.a.addIdle();
        it.get("/");
        stream.respondHead(200);
        it.exchange.onClientGone();
        it.took();

        ByteBuf late = stream.respondBody("late");
        stream.fail(FailureReason.TRUNCATED_RESPONSE);

        assertThat(it.took()).isEmpty();
        assertThat(late.refCnt()).isZero();
    }

    // The gateway stops, or has a bug.

    @Test
    void answers503WhenTheGatewayStops() {
        it.get("/");
        it.took();

        it.exchange.fail(FailureReason.STOPPED);

        assertThat(it.took())
                .containsExactly("client < 503 local", "client flush", "end 503 STOPPED", "client turn over");
        it.assertOver();
    }

    @Test
    void answers500ToABugBeforeTheHead() {
        FakeUpstream stream = it.a.addIdle();
        it.get("/");
        it.took();

        it.exchange.onBug(new IllegalStateException("a bug"));

        assertThat(it.took())
                .containsExactly(
                        "a cancel", "client < 500 local", "client flush", "end 500 INTERNAL_ERROR", "client turn over");
        assertThat(stream.isEnded()).isTrue();
        it.assertOver();
    }

    @Test
    void aBugOfAnAttemptIsNotTheBackendsFaultAndIsNotRepeated() {
        FakeUpstream stream = it.a.addIdle();
        it.get("/");
        it.took();

        stream.fail(FailureReason.INTERNAL_ERROR);

        assertThat(it.took())
                .containsExactly("client < 500 local", "client flush", "end 500 INTERNAL_ERROR", "client turn over");
        it.assertOver();
    }

    @Test
    void endsOnceWhenWritingToTheClientThrows() {
        FakeUpstream stream = it.a.addIdle();
        it.get("/");
        it.took();
        it.downstream.throwsAtHead = true;

        assertThatThrownBy(() -> stream.respondHead(200)).isInstanceOf(IllegalStateException.class);
        // As the connection does with what is thrown in it.
        stream.fail(FailureReason.INTERNAL_ERROR);

        assertThat(it.took())
                .containsExactly("health: a 200", "client abort", "end 200 INTERNAL_ERROR, cut", "client turn over");
        it.assertOver();
    }

    // Heads.

    @Test
    void theClientGetsTheIdThatWentUpstream() {
        FakeUpstream stream = it.a.addIdle();
        it.get("/");

        stream.respondHead(200, "x-request-id", "the backend's own", "connection", "close");

        String sent = stream.head().headers().get("x-request-id");
        assertThat(sent).isNotEmpty();
        assertThat(it.downstream.head().headers().getAll("x-request-id")).containsExactly(sent);
        assertThat(it.downstream.head().headers().contains("connection")).isFalse();
        assertThat(it.downstream.head().headers().contains("date")).isTrue();
    }

    @Test
    void theFactsOfAnExchangeCanBeRead() {
        FakeUpstream stream = it.a.addIdle();
        it.get("/p");
        stream.respond(200, "hello");
        it.pass(Duration.ofMinutes(5));

        ExchangeView view = it.exchange;
        assertThat(view.status()).isEqualTo(200);
        assertThat(view.reason()).isNull();
        assertThat(view.responseBytes()).isEqualTo(5);
        assertThat(view.isReusedConnection()).isTrue();
        assertThat(view.target()).isEqualTo("/p");
        assertThat(view.method()).isEqualTo("GET");
        assertThat(view.startNanos()).isLessThanOrEqualTo(view.attemptNanos());
        assertThat(view.attemptNanos()).isLessThanOrEqualTo(view.connectedNanos());
        assertThat(view.connectedNanos()).isLessThanOrEqualTo(view.responseHeadNanos());
        assertThat(view.responseHeadNanos()).isLessThanOrEqualTo(view.endNanos());
    }
}
