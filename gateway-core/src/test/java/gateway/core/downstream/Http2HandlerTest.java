package gateway.core.downstream;

import static gateway.core.downstream.Http2Peer.CONTINUATION;
import static gateway.core.downstream.Http2Peer.DATA;
import static gateway.core.downstream.Http2Peer.END_HEADERS;
import static gateway.core.downstream.Http2Peer.END_STREAM;
import static gateway.core.downstream.Http2Peer.GOAWAY;
import static gateway.core.downstream.Http2Peer.HEADERS;
import static gateway.core.downstream.Http2Peer.PING;
import static gateway.core.downstream.Http2Peer.PRIORITY;
import static gateway.core.downstream.Http2Peer.RST_STREAM;
import static gateway.core.downstream.Http2Peer.SETTINGS;
import static gateway.core.downstream.Http2Peer.WINDOW_UPDATE;
import static gateway.core.downstream.Http2Peer.block;
import static gateway.core.downstream.Http2Peer.data;
import static gateway.core.downstream.Http2Peer.end;
import static gateway.core.downstream.Http2Peer.frame;
import static gateway.core.downstream.Http2Peer.get;
import static gateway.core.downstream.Http2Peer.number;
import static gateway.core.downstream.Http2Peer.post;
import static gateway.core.downstream.Http2Peer.reset;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.LimitConfig;
import gateway.core.config.ListenerConfig.ConnectionConfig;
import gateway.core.config.ListenerConfig.Protocol;
import gateway.core.config.TimeoutConfig;
import gateway.core.http.FailureReason;
import gateway.core.http2.Flood;
import gateway.core.upstream.connection.FakeUpstream;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A client's HTTP/2 connection, byte by byte. */
class Http2HandlerTest {
    private static final List<Protocol> BOTH = List.of(Protocol.H2, Protocol.HTTP_1_1);

    private ClientFixture it = new ClientFixture(TimeoutConfig.DEFAULTS, BOTH, ConnectionConfig.DEFAULT);
    private final Http2Peer peer = new Http2Peer();

    @AfterEach
    void leavesNothing() {
        it.channel.end();
        assertThat(it.admission.inFlight()).isZero();
        assertThat(it.connections().count()).isZero();
        assertThat(it.stats.open()).isZero();
        assertThat(it.isWheelEmpty()).isTrue();
    }

    private void connect() {
        it.receive(Http2Peer.hello());
        assertThat(frames()).containsExactly("SETTINGS", "WINDOW_UPDATE 0 983041", "SETTINGS ack");
    }

    private List<String> frames() {
        return peer.read(it.channel.sent());
    }

    private void restart(ConnectionConfig connections) {
        it.channel.end();
        it = new ClientFixture(TimeoutConfig.DEFAULTS, BOTH, connections);
    }

    // Which protocol.

    @Test
    void aPrefaceInPiecesBeginsHttp2() {
        for (char c : Http2Peer.hello().toCharArray()) {
            it.receive(String.valueOf(c));
        }

        assertThat(frames()).containsExactly("SETTINGS", "WINDOW_UPDATE 0 983041", "SETTINGS ack");
        assertThat(it.stats.accepted()).isEqualTo(1);
    }

    @Test
    void whatBeginsLikeAPrefaceButIsNoneIsHttp1() {
        it.echoing().receive("P");
        it.receive("R");
        it.receive("OPFIND / HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(it.sent()).startsWith("HTTP/1.1 200 OK").endsWith("PROPFIND / ");
    }

    @Test
    void aHalfPrefaceGetsItsAnswerWhenTheTimeForAHeadIsOver() {
        it.receive("PRI * HTTP/2.0\r\n");
        it.pass(Duration.ofSeconds(11));

        assertThat(it.sent()).startsWith("HTTP/1.1 408 ");
    }

    @Test
    void whoSaysNothingIsLeftInSilence() {
        it.pass(Duration.ofSeconds(61));

        assertThat(it.isOpen()).isFalse();
        assertThat(it.sent()).isEmpty();
    }

    @Test
    void http1IsRefusedWhereOnlyHttp2IsSpoken() {
        it.channel.end();
        it = new ClientFixture(TimeoutConfig.DEFAULTS, List.of(Protocol.H2), ConnectionConfig.DEFAULT);

        it.receive("GET / HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(it.sent()).startsWith("HTTP/1.1 505 ").contains("Only HTTP/2 is spoken here.");
    }

    // Requests and responses.

    @Test
    void aRequestBecomesOneOfHttp11AndItsResponseFrames() {
        connect();
        it.echoing().receive(get(1, "x-a", "1"));

        assertThat(frames()).containsExactly("HEADERS 1 :status=200 content-length=6", "DATA 1 end GET / ");
        assertThat(it.ended).containsExactly("200");
    }

    @Test
    void streamsAreServedBesideEachOther() {
        connect();
        FakeUpstream first = it.backend.addIdle();
        FakeUpstream second = it.backend.addIdle();
        it.receive(get(1) + get(3));

        second.respond(200, "b");
        first.respond(200, "a");

        assertThat(frames())
                .containsExactly(
                        "HEADERS 3 :status=200 content-length=1",
                        "HEADERS 1 :status=200 content-length=1",
                        "DATA 3 end b",
                        "DATA 1 end a");
    }

    @Test
    void aBodyWithoutLengthIsChunkedForTheBackendAndTrailersFollow() {
        connect();
        FakeUpstream upstream = it.backend.addIdle();
        it.receive(post(1, "te", "trailers") + data(1, "ab"));
        it.receive(data(1, "c") + frame(HEADERS, END_HEADERS | END_STREAM, 1, block("x-sum", "7")));

        assertThat(upstream.head().headers().get("transfer-encoding")).isEqualTo("chunked");
        assertThat(upstream.body()).isEqualTo("abc");
        upstream.respond(204, "");
        assertThat(frames()).last().asString().startsWith("HEADERS 1 end :status=204");
    }

    @Test
    void cookieCrumbsAreJoinedAndHostIsAuthority() {
        connect();
        FakeUpstream upstream = it.backend.addIdle();
        it.receive(get(1, "cookie", "a=1", "cookie", "b=2", "host", "X", "cookie", "c=3"));

        assertThat(upstream.head().headers().getAll("cookie")).containsExactly("a=1; b=2; c=3");
        assertThat(upstream.head().headers().getAll("host")).containsExactly("x");
    }

    @Test
    void hopByHopFieldsOfAResponseAreLeftOutAndNamesAreLowerCase() {
        connect();
        FakeUpstream upstream = it.backend.addIdle();
        it.receive(get(1));
        upstream.respondHead(200, "Connection", "X-Hop", "X-Hop", "1", "Transfer-Encoding", "chunked", "X-Y", "2");
        upstream.respondEnd("z");
        upstream.readComplete();

        assertThat(frames()).containsExactly("HEADERS 1 :status=200 x-y=2", "DATA 1 end z");
    }

    @Test
    void earlyHintsAndContinueComeBeforeTheHead() {
        connect();
        FakeUpstream upstream = it.backend.addIdle();
        it.receive(post(1, "expect", "100-continue"));
        upstream.respondInterim(100);
        upstream.respondInterim(103, "link", "</a>");
        it.receive(end(1, "a"));
        upstream.respond(200, "b");

        assertThat(frames())
                .containsExactly(
                        "HEADERS 1 :status=100",
                        "HEADERS 1 :status=103 link=</a>",
                        "HEADERS 1 :status=200 content-length=1",
                        "DATA 1 end b");
    }

    @Test
    void anAnswerBeforeTheEndOfTheRequestEndsItWithoutError() {
        connect();
        FakeUpstream upstream = it.backend.addIdle();
        it.receive(post(1) + data(1, "a"));
        upstream.respond(200, "no");

        assertThat(frames())
                .containsExactly("HEADERS 1 :status=200 content-length=2", "DATA 1 end no", "RST_STREAM 1 NO_ERROR");
        it.receive(data(1, "what was on its way") + get(3));
        it.backend.connect().respond(200, "3");
        assertThat(frames()).containsExactly("HEADERS 3 :status=200 content-length=1", "DATA 3 end 3");
    }

    // What is malformed (RFC 9113 section 8).

    @ParameterizedTest
    @ValueSource(
            strings = {
                "connection=close",
                "transfer-encoding=chunked",
                "keep-alive=1",
                "proxy-connection=close",
                "upgrade=h2c",
                "te=gzip",
                "X-Upper=1",
                "a b=1",
                "a:b=1",
                "=1",
                "x=a\r\nevil: 1",
                "x=a\0",
                "x= a",
                "x=a ",
                ":late=1",
                ":status=200",
                ":method=GET",
                ":protocol=websocket"
            })
    void aMalformedFieldResetsTheStream(String field) {
        connect();
        int equals = field.indexOf('=', 1) < 0 ? 0 : field.indexOf('=', 1);
        it.receive(get(1, field.substring(0, equals), field.substring(equals + 1)));

        assertThat(frames()).containsExactly("RST_STREAM 1 PROTOCOL_ERROR");
        assertThat(it.ended).containsExactly("400 MALFORMED_REQUEST");
        assertThat(it.backendLog).isEmpty();
    }

    @Test
    void aMissingPseudoFieldResetsTheStream() {
        connect();
        it.receive(frame(HEADERS, 5, 1, block(":method", "GET", ":scheme", "http", ":authority", "x")));
        it.receive(frame(HEADERS, 5, 3, block(":method", "GET", ":path", "/", ":authority", "x")));
        it.receive(frame(HEADERS, 5, 5, block(":scheme", "http", ":path", "/", ":authority", "x")));
        it.receive(frame(HEADERS, 5, 7, block(":method", "G T", ":scheme", "http", ":path", "/")));

        assertThat(frames())
                .containsExactly(
                        "RST_STREAM 1 PROTOCOL_ERROR",
                        "RST_STREAM 3 PROTOCOL_ERROR",
                        "RST_STREAM 5 PROTOCOL_ERROR",
                        "RST_STREAM 7 PROTOCOL_ERROR");
    }

    /** What HTTP/1 refuses HTTP/2 refuses too, in words. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET http x /a b BAD_TARGET",
                "GET http x http://x/ BAD_TARGET",
                "GET ftp x / BAD_TARGET",
                "GET http x * BAD_TARGET",
                "GET http x /%00 BAD_TARGET",
                "GET http u@x / BAD_HOST",
                "TRACE http x / METHOD_REFUSED"
            })
    void aBadRequestGetsAnAnswer(String line) {
        connect();
        String[] words = line.split(" ", -1);
        String reason = words[words.length - 1];
        String path =
                line.substring(line.indexOf(words[2]) + words[2].length() + 1, line.length() - reason.length() - 1);
        it.receive(frame(
                HEADERS, 5, 1, block(":method", words[0], ":scheme", words[1], ":authority", words[2], ":path", path)));

        assertThat(frames()).first().asString().startsWith("HEADERS 1 :status=4");
        assertThat(it.ended).singleElement().asString().endsWith(reason);
        assertThat(it.backendLog).isEmpty();
    }

    @Test
    void twoHostsThatDifferAreRefused() {
        connect();
        it.receive(get(1, "host", "y"));
        it.receive(get(3, "host", "x", "host", "x"));
        it.receive(get(5, "host", "x:80", "host", "y"));
        it.receive(get(7, "host", "x:80"));

        assertThat(it.ended).containsExactly("400 BAD_HOST", "400 BAD_HOST", "400 BAD_HOST");
        assertThat(it.backend.isWaitedFor()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x/admin?y=", "x?y=", "x#y", "x\\y"})
    void anAuthorityThatSuppliesAPartOfThePathIsMalformed(String authority) {
        connect();
        it.receive(frame(
                HEADERS,
                5,
                1,
                block(":method", "GET", ":scheme", "http", ":authority", authority, ":path", "/public", "host", "x")));

        assertThat(frames()).containsExactly("RST_STREAM 1 PROTOCOL_ERROR");
        assertThat(it.backendLog).isEmpty();
    }

    @Test
    void lengthAndBodyMustAgreeBeforeTheLastByteGoesOn() {
        connect();
        FakeUpstream tooMuch = it.backend.addIdle();
        FakeUpstream tooLittle = it.backend.addIdle();
        it.receive(post(1, "content-length", "2") + data(1, "abc"));
        it.receive(post(3, "content-length", "2") + end(3, "a"));
        it.receive(get(5, "content-length", "2"));

        assertThat(frames())
                .containsExactly(
                        "RST_STREAM 1 PROTOCOL_ERROR", "RST_STREAM 3 PROTOCOL_ERROR", "RST_STREAM 5 PROTOCOL_ERROR");
        assertThat(tooMuch.body() + tooLittle.body()).isEmpty();
        assertThat(it.backendLog).contains("a cancel");
        assertThat(it.ended).containsExactly("400 BAD_FRAMING", "400 BAD_FRAMING", "400 MALFORMED_REQUEST");
    }

    @Test
    void aHeadThatIsTooLargeGets431AndTheConnectionLivesOn() {
        connect();
        it.receive(get(1, "x", "a".repeat(16_000), "y", "b".repeat(300)));
        assertThat(frames()).first().asString().startsWith("HEADERS 1 :status=431");

        it.echoing().receive(get(3));
        assertThat(frames()).last().isEqualTo("DATA 3 end GET / ");
    }

    // Rows of the exchange's failure table.

    @ParameterizedTest
    @EnumSource(
            value = FailureReason.class,
            names = {"CONNECT_REFUSED", "CONNECT_TIMEOUT", "NAME_UNRESOLVED"})
    void aFailureBeforeTheHeadIsAnAnswer(FailureReason why) {
        connect();
        it.receive(get(1));
        it.backend.refuse(why);

        assertThat(frames()).first().asString().startsWith("HEADERS 1 :status=" + why.status());
        assertThat(it.ended).containsExactly(why.status() + " " + why);
    }

    @ParameterizedTest
    @EnumSource(
            value = FailureReason.class,
            names = {"TRUNCATED_RESPONSE", "MALFORMED_BODY", "RESPONSE_STALLED"})
    void aFailureAfterTheHeadResetsTheStream(FailureReason why) {
        connect();
        FakeUpstream upstream = it.backend.addIdle();
        it.receive(get(1));
        upstream.respondHead(200, "content-length", "9");
        upstream.respondBody("abc");
        upstream.readComplete();
        upstream.fail(why);

        assertThat(frames())
                .containsExactly("HEADERS 1 :status=200 content-length=9", "DATA 1 abc", "RST_STREAM 1 INTERNAL_ERROR");
        assertThat(it.ended).containsExactly("200 " + why);
    }

    @Test
    void aClientThatResetsCancelsTheUpstream() {
        connect();
        it.backend.addIdle();
        FakeUpstream streaming = it.backend.addIdle();
        it.receive(get(1));
        it.receive(get(3));
        streaming.respondHead(200);
        it.receive(reset(1) + reset(3));

        assertThat(it.backendLog.stream().filter("a cancel"::equals)).hasSize(2);
        assertThat(it.ended).containsExactly("499 CLIENT_GONE_WAITING", "499 CLIENT_GONE_RESPONSE");
    }

    @Test
    void aClientThatLeavesCancelsAll() {
        connect();
        it.backend.addIdle();
        it.backend.addIdle();
        it.receive(get(1) + post(3));
        it.channel.end();

        assertThat(it.ended).containsExactlyInAnyOrder("499 CLIENT_GONE_WAITING", "499 CLIENT_GONE_BODY");
    }

    @Test
    void tooManyRequestsInTheProcessAreRefusedOneByOne() {
        connect();
        it.admission.setLimit(0);
        it.receive(get(1));

        assertThat(frames()).first().asString().startsWith("HEADERS 1 :status=503");
    }

    @Test
    void whatIsThrownInOneExchangeEndsThatOneOnly() {
        connect();
        FakeUpstream broken = it.backend.addIdle();
        broken.bug = new IllegalStateException("thrown by a test");
        it.receive(get(1));
        it.backend.addIdle();
        it.receive(get(3));

        assertThat(it.ended).containsExactly("500 INTERNAL_ERROR");
        assertThat(it.isOpen()).isTrue();
    }

    // Back pressure.

    @Test
    void aSlowReaderStopsItsBackendAndNoOther() {
        connect();
        it.receive(frame(SETTINGS, 0, 0, "\0\4" + number(10)));
        frames();
        FakeUpstream slow = it.backend.addIdle();
        it.receive(get(1));
        slow.respondHead(200);
        slow.respondBody("x".repeat(70_000));
        slow.readComplete();

        assertThat(frames()).containsExactly("HEADERS 1 :status=200", "DATA 1 " + "x".repeat(10));
        assertThat(it.backendLog).contains("a pause").doesNotContain("a read");
        it.receive(frame(WINDOW_UPDATE, 0, 1, number(60_000)));
        // The connection's window of 65,535 bounds it too.
        it.receive(frame(WINDOW_UPDATE, 0, 0, number(60_000)));
        it.receive(frame(WINDOW_UPDATE, 0, 1, number(60_000)));
        frames();
        assertThat(it.backendLog).contains("a read");
    }

    @Test
    void aStalledReaderLosesItsStreamAndKeepsItsConnection() {
        connect();
        it.receive(frame(SETTINGS, 0, 0, "\0\4" + number(10)));
        frames();
        it.backend.answer(stream -> {
            stream.respondHead(200);
            stream.respondEnd("x".repeat(50));
            stream.readComplete();
        });
        it.receive(get(1));
        it.pass(Duration.ofSeconds(50));
        it.receive(frame(WINDOW_UPDATE, 0, 1, number(1)));
        it.pass(Duration.ofSeconds(50));
        frames();
        assertThat(it.isOpen()).isTrue();
        it.pass(Duration.ofSeconds(80));

        assertThat(frames()).contains("RST_STREAM 1 CANCEL");
    }

    @Test
    void anUnwantedBodyKeepsItsWindowUntilTheBackendTakesIt() {
        connect();
        FakeUpstream upstream = it.backend.addIdle();
        it.receive(frame(SETTINGS, 1, 0, ""));
        it.receive(post(1));
        upstream.setWritable(false);
        for (int i = 0; i < 16; i++) {
            it.receive(data(1, "x".repeat(16_000)));
        }
        assertThat(frames()).isEmpty();
        assertThat(upstream.body()).hasSizeLessThan(17_000);

        upstream.setWritable(true);
        it.channel.settle();

        assertThat(upstream.body()).hasSize(256_000);
        assertThat(frames()).containsExactly("WINDOW_UPDATE 1 256000");
    }

    @Test
    void moreThanTheWindowIsAnError() {
        connect();
        FakeUpstream upstream = it.backend.addIdle();
        it.receive(frame(SETTINGS, 1, 0, ""));
        it.receive(post(1));
        upstream.setWritable(false);
        for (int i = 0; i < 17; i++) {
            it.receive(data(1, "x".repeat(16_000)));
        }

        assertThat(frames()).containsExactly("RST_STREAM 1 FLOW_CONTROL_ERROR");
        assertThat(it.backendLog).contains("a cancel");
    }

    // Time.

    @Test
    void aBodyThatStallsGets408() {
        connect();
        it.backend.addIdle();
        it.receive(post(1) + data(1, "a"));
        it.pass(Duration.ofSeconds(31));

        assertThat(frames()).first().asString().startsWith("HEADERS 1 :status=408");
        assertThat(it.ended).containsExactly("408 BODY_STALLED");
    }

    @Test
    void anIdleConnectionEndsPolitelyWhateverItPings() {
        connect();
        it.pass(Duration.ofSeconds(40));
        it.receive(frame(PING, 0, 0, "12345678"));
        it.pass(Duration.ofSeconds(21));

        assertThat(frames()).containsExactly("PING ack", "GOAWAY 0 NO_ERROR");
        assertThat(it.channel.isOutputShutdown()).isTrue();
        it.pass(Duration.ofSeconds(3));
        assertThat(it.isOpen()).isFalse();
    }

    @Test
    void aHeaderBlockThatDoesNotEndEndsTheConnection() {
        connect();
        it.receive(frame(HEADERS, END_STREAM, 1, block(":method", "GET")));
        it.pass(Duration.ofSeconds(6));
        it.receive(frame(CONTINUATION, 0, 1, block(":path", "/")));
        it.pass(Duration.ofSeconds(5));

        assertThat(frames()).containsExactly("GOAWAY 2147483647 ENHANCE_YOUR_CALM");
        assertThat(it.isOpen()).isFalse();
        assertThat(it.stats.floods(Flood.SLOW_HEADERS)).isEqualTo(1);
    }

    // Ends.

    @Test
    void aDrainSaysGoAwayTwiceAndServesWhatIsOnItsWay() {
        connect();
        FakeUpstream first = it.backend.addIdle();
        FakeUpstream second = it.backend.addIdle();
        it.receive(get(1));
        it.connections().drain();
        assertThat(frames()).containsExactly("GOAWAY 2147483647 NO_ERROR");
        it.receive(get(3));
        it.pass(Duration.ofMillis(1200));
        assertThat(frames()).containsExactly("GOAWAY 3 NO_ERROR");
        it.receive(get(5));
        first.respond(200, "1");
        second.respond(200, "3");

        assertThat(frames()).contains("DATA 1 end 1", "DATA 3 end 3");
        assertThat(it.channel.isOutputShutdown()).isTrue();
        assertThat(it.ended).containsExactly("200", "200");
    }

    @Test
    void aConnectionThatHasServedEnoughDrains() {
        restart(new ConnectionConfig(TimeoutConfig.OFF, 2));
        connect();
        it.echoing().receive(get(1));
        assertThat(frames()).doesNotContain("GOAWAY 2147483647 NO_ERROR");
        it.receive(get(3));

        assertThat(frames()).contains("GOAWAY 2147483647 NO_ERROR", "DATA 3 end GET / ");
    }

    @Test
    void aConnectionThatIsOldDrains() {
        restart(new ConnectionConfig(Duration.ofSeconds(20), LimitConfig.OFF));
        connect();
        it.pass(Duration.ofSeconds(22));

        assertThat(frames()).containsExactly("GOAWAY 2147483647 NO_ERROR", "GOAWAY 0 NO_ERROR");
    }

    @Test
    void ageCountsForHttp1Too() {
        restart(new ConnectionConfig(Duration.ofSeconds(20), 2));
        it.echoing().receive("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(it.sent()).doesNotContain("connection: close");
        it.receive("GET / HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(it.sent()).contains("connection: close");
        assertThat(it.isOpen()).isFalse();
    }

    @Test
    void aStopAnswersWhatRuns() {
        connect();
        it.backend.addIdle();
        it.receive(get(1));
        it.connections().closeNow();

        assertThat(it.ended).containsExactly("503 STOPPED");
        assertThat(it.isOpen()).isFalse();
    }

    // Floods: each more than is borne, and what it costs the backend.

    @Test
    void rapidResetEndsTheConnection() {
        connect();
        for (int i = 0; i < 201 && it.channel.isOpen(); i++) {
            it.backend.addIdle();
            it.receive(get(2 * i + 1) + reset(2 * i + 1));
        }

        assertThat(frames()).last().isEqualTo("GOAWAY 2147483647 ENHANCE_YOUR_CALM");
        assertThat(it.isOpen()).isFalse();
        assertThat(it.stats.floods(Flood.RESETS)).isEqualTo(1);
        assertThat(it.ended).hasSizeLessThanOrEqualTo(200);
    }

    /** CVE-2025-8671: the client makes the gateway reset, and believes that its streams do not count. */
    @ParameterizedTest
    @ValueSource(ints = {WINDOW_UPDATE, DATA, PRIORITY})
    void provokedResetsEndTheConnection(int type) {
        connect();
        for (int i = 0; i < 202 && it.channel.isOpen(); i++) {
            int id = 2 * i + 1;
            it.backend.addIdle();
            String payload = type == PRIORITY ? number(id) + "\1" : type == DATA ? "x" : number(0);
            it.receive(get(id) + frame(type, 0, id, payload));
        }

        assertThat(frames()).last().isEqualTo("GOAWAY 2147483647 ENHANCE_YOUR_CALM");
        assertThat(it.isOpen()).isFalse();
        assertThat(it.stats.floods(Flood.PROVOKED_RESETS)).isEqualTo(1);
        assertThat(it.backendLog.stream().filter("a cancel"::equals).count()).isEqualTo(it.ended.size());
    }

    @Test
    void whatComesInTheSameReadBehindAFloodReachesNoBackend() {
        connect();
        StringBuilder bytes = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            it.backend.addIdle();
            bytes.append(get(2 * i + 1)).append(frame(WINDOW_UPDATE, 0, 2 * i + 1, number(0)));
        }
        it.receive(bytes.toString());

        assertThat(it.isOpen()).isFalse();
        assertThat(it.ended).hasSizeBetween(200, 201);
        assertThat(it.backendLog.stream().filter("a < GET /"::equals)).hasSizeLessThanOrEqualTo(201);
    }

    @ParameterizedTest
    @ValueSource(ints = {SETTINGS, PING, PRIORITY, GOAWAY, 0x42})
    void controlFramesBeyondMeasureEndTheConnection(int type) {
        connect();
        String payload =
                switch (type) {
                    case PING -> "12345678";
                    case PRIORITY -> number(0) + "\1";
                    case GOAWAY -> number(0) + number(0);
                    default -> "";
                };
        it.receive(frame(type, 0, type == PRIORITY ? 1 : 0, payload).repeat(500));

        assertThat(frames()).last().isEqualTo("GOAWAY 2147483647 ENHANCE_YOUR_CALM");
        assertThat(it.stats.floods(Flood.CONTROL_FRAMES)).isEqualTo(1);
    }

    @Test
    void otherFloodsEndTheConnectionToo() {
        flood(Flood.WINDOW_UPDATES, frame(WINDOW_UPDATE, 0, 0, number(1)).repeat(2100));
        flood(Flood.EMPTY_DATA, post(1) + data(1, "").repeat(110));
        flood(Flood.EMPTY_DATA, post(1) + frame(DATA, 8, 1, "\3\0\0\0").repeat(110));
        flood(
                Flood.CONTINUATIONS,
                frame(HEADERS, 1, 1, "") + frame(CONTINUATION, 0, 1, "").repeat(110));
        flood(
                Flood.CONTINUATIONS,
                frame(HEADERS, 1, 1, "") + frame(CONTINUATION, 0, 1, "").repeat(20));
    }

    private void flood(Flood kind, String bytes) {
        restart(ConnectionConfig.DEFAULT);
        connect();
        it.receive(bytes);

        assertThat(frames()).last().isEqualTo("GOAWAY 2147483647 ENHANCE_YOUR_CALM");
        assertThat(it.isOpen()).isFalse();
        assertThat(it.stats.floods(kind)).isEqualTo(1);
    }

    @Test
    void honestWorkEarnsControlFrames() {
        connect();
        it.echoing();
        for (int i = 0; i < 600; i++) {
            int id = 2 * i + 1;
            it.receive(get(id) + frame(PRIORITY, 0, id, number(0) + "\1") + frame(WINDOW_UPDATE, 0, 0, number(7)));
        }

        assertThat(it.isOpen()).isTrue();
        assertThat(it.ended).hasSize(600);
    }

    @Test
    void moreStreamsThanAnnouncedAreRefusedUnprocessed() {
        connect();
        for (int i = 0; i < 101; i++) {
            it.backend.addIdle();
            it.receive(get(2 * i + 1));
        }

        assertThat(frames()).containsExactly("RST_STREAM 201 REFUSED_STREAM");
        assertThat(it.backendLog.stream().filter("a < GET /"::equals)).hasSize(100);
    }

    /** One entry of 4 KB that is referred to again and again: the limit counts what it unfolds to. */
    @Test
    void anHpackBombGets431() {
        connect();
        String indexed = "@\1x" + "\u007f" + varint(3900 - 127) + "b".repeat(3900);
        String bomb = block(":method", "GET", ":scheme", "http", ":authority", "x", ":path", "/")
                + indexed
                + "\u00be".repeat(4000);
        it.receive(frame(HEADERS, END_HEADERS | END_STREAM, 1, bomb));

        assertThat(frames()).first().asString().startsWith("HEADERS 1 :status=431");
        assertThat(it.isOpen()).isTrue();
    }

    private static String varint(int value) {
        StringBuilder text = new StringBuilder();
        int left = value;
        for (; left >= 128; left >>= 7) {
            text.append((char) ((left & 127) | 128));
        }
        return text.append((char) left).toString();
    }

    @Test
    void aResetOfAStreamThatNeverWasIsAConnectionError() {
        connect();
        it.receive(frame(RST_STREAM, 0, 1, number(8)));

        assertThat(frames()).last().asString().startsWith("GOAWAY").endsWith("PROTOCOL_ERROR");
        assertThat(it.isOpen()).isFalse();
    }
}
