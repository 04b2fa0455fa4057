package gateway.core.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.http.FailureReason;
import gateway.core.upstream.connection.FakeUpstream;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class Http1HandlerTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";
    private static final String POST = "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 10\r\n\r\n";

    private final ClientFixture it = new ClientFixture();

    @AfterEach
    void leavesNothing() {
        it.channel.end();
        assertThat(it.admission.inFlight()).isZero();
        assertThat(it.connections().count()).isZero();
        assertThat(it.stats.open()).isZero();
        assertThat(it.stats.accepted()).isEqualTo(1);
        assertThat(it.isWheelEmpty()).isTrue();
    }

    // Turns.

    @Test
    void servesARequestAndKeepsTheConnection() {
        it.echoing().receive(GET);

        assertThat(it.sent()).isEqualTo("HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\nGET / ");
        assertThat(it.isOpen()).isTrue();
        assertThat(it.ended).containsExactly("200");
    }

    @Test
    void sendsOneRequestAtATimeAndAnswersInOrder() {
        FakeUpstream first = it.backend.addIdle();
        it.receive(
                "GET /1 HTTP/1.1\r\nHost: x\r\n\r\nGET /2 HTTP/1.1\r\nHost: x\r\n\r\nPOST /3 HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabcGET /4 HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(it.backendLog).containsExactly("a now", "a < GET /1", "a flush");

        it.echoing();
        first.respond(200, "one");
        String sent = it.sent();

        assertThat(sent.replaceAll("HTTP/1.1 200 OK|content-length: \\d+|\r\n", " "))
                .containsSubsequence("one", "GET /2", "POST /3 abc", "GET /4");
        assertThat(it.ended).containsExactly("200", "200", "200", "200");
        assertThat(it.isOpen()).isTrue();
    }

    @Test
    void aThousandPipelinedRequestsAreServedInOrder() {
        StringBuilder requests = new StringBuilder();
        for (int i = 0; i < 1000; i++) {
            requests.append(i % 3 == 0 ? "HEAD" : "GET").append(" /").append(i).append(" HTTP/1.1\r\nHost: ");
            // Every seventh is refused at once.
            requests.append(i % 7 == 0 ? "other" : "x").append("\r\n\r\n");
        }

        it.echoing().receive(requests.toString());
        String sent = it.sent();

        assertThat(it.ended).hasSize(1000);
        int at = 0;
        for (int i = 0; i < 1000; i++) {
            if (i % 3 != 0 && i % 7 != 0) {
                at = sent.indexOf("GET /" + i + " ", at);
                assertThat(at).as("answer %s is missing or out of order", i).isNotNegative();
            }
        }
        assertThat(it.isOpen()).isTrue();
        assertThat(it.isRead()).isTrue();
    }

    @Test
    void stopsReadingWhenMuchWaitsForItsTurnAndGoesOnAfterwards() {
        FakeUpstream first = it.backend.addIdle();
        it.receive(GET);
        it.receive(GET.repeat(40));
        assertThat(it.isRead()).isTrue();

        it.receive(GET.repeat(40));
        assertThat(it.isRead()).isFalse();

        it.echoing();
        first.respond(200, "");
        it.sent();
        assertThat(it.isRead()).isTrue();
        assertThat(it.ended).hasSize(81);
    }

    @Test
    void answersThatAreReadyAtOnceGoOutTogether() {
        int[] flushes = countFlushes();

        it.receive("GET / HTTP/1.1\r\nHost: nobody\r\n\r\n".repeat(4));

        assertThat(it.sent().split("HTTP/1.1 404", -1)).hasSize(5);
        assertThat(flushes[0]).isEqualTo(1);
    }

    @Test
    void heldAnswersThatAreReadyAtOnceGoOutTogetherAndWaitForNoBackend() {
        FakeUpstream first = it.backend.addIdle();
        it.backend.addIdle();
        it.receive(GET + "GET / HTTP/1.1\r\nHost: nobody\r\n\r\n".repeat(3) + GET);
        int[] flushes = countFlushes();

        first.respond(200, "");

        assertThat(it.sent().split("HTTP/1.1 404", -1)).hasSize(4);
        // The backend's answer, and together what came after it.
        assertThat(flushes[0]).isEqualTo(2);
    }

    private int[] countFlushes() {
        int[] flushes = {0};
        it.channel.pipeline().addFirst(new ChannelOutboundHandlerAdapter() {
            @Override
            public void flush(ChannelHandlerContext context) {
                flushes[0]++;
                context.flush();
            }
        });
        return flushes;
    }

    @Test
    void stopsReadingWhenManyBytesWaitForTheirTurn() {
        it.backend.addIdle();
        it.receive(GET + "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n");
        it.receive("x".repeat(60_000));
        assertThat(it.isRead()).isTrue();

        it.receive("x".repeat(10_000));

        assertThat(it.isRead()).isFalse();
    }

    @Test
    void aMalformedSecondRequestIsAnsweredAfterTheFirst() {
        FakeUpstream first = it.backend.addIdle();
        it.receive(GET + "GET / HTTP/1.1\r\nHost: a b\r\n\r\n" + GET);
        assertThat(it.sent()).isEmpty();

        first.respond(200, "one");
        String sent = it.sent();

        assertThat(sent).startsWith("HTTP/1.1 200 OK").contains("one", "HTTP/1.1 400 Bad Request", "connection: close");
        assertThat(it.ended).containsExactly("200", "400 BAD_HOST");
        assertThat(it.channel.isOutputShutdown()).isTrue();
    }

    @Test
    void aPipelinedRequestAfterCloseIsNotServed() {
        it.echoing().receive("GET /1 HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" + GET);

        assertThat(it.sent()).contains("connection: close").doesNotContain("GET / ");
        assertThat(it.ended).containsExactly("200");
        assertThat(it.channel.isOutputShutdown())
                .as("its bytes must not reset the answer")
                .isTrue();
    }

    @Test
    void aClientThatLeavesWithHeldRequestsLeaksNothing() {
        FakeUpstream first = it.backend.addIdle();
        it.receive(GET + POST + "12345");

        it.channel.close();
        it.channel.settle();

        assertThat(first.isEnded()).isTrue();
        assertThat(it.ended).containsExactly("499 CLIENT_GONE_WAITING");
    }

    // Bodies.

    @Test
    void whileTheBackendTakesNothingTheClientIsNotRead() {
        FakeUpstream stream = it.backend.addIdle();
        it.receive(POST + "12345");

        stream.setWritable(false);
        assertThat(it.isRead()).isFalse();

        stream.setWritable(true);
        assertThat(it.isRead()).isTrue();
    }

    @Test
    void afterTheLastPartTheClientIsReadAgainSoThatItsLeavingIsSeen() {
        FakeUpstream stream = it.backend.addIdle();
        it.receive(POST + "12345");
        stream.setWritable(false);

        it.receive("67890");

        assertThat(it.isRead()).isTrue();
    }

    @Test
    void theRestOfABodyThatNobodyWantsIsThrownAwayAndTheConnectionKept() {
        FakeUpstream stream = it.backend.addIdle();
        it.receive(POST + "12345");
        stream.respond(403, "no");
        assertThat(it.sent()).contains("403 Forbidden").doesNotContain("connection: close");

        it.echoing().receive("67890" + GET);

        assertThat(it.sent()).contains("GET / ");
        assertThat(it.isOpen()).isTrue();
    }

    @Test
    void aLargeRestIsThrownAwayForAWhileAndTheConnectionClosed() {
        FakeUpstream stream = it.backend.addIdle();
        it.receive("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n12345");
        stream.respond(403, "no");

        it.receive("x".repeat(60_000));
        assertThat(it.channel.isOutputShutdown()).isFalse();
        it.receive("x".repeat(10_000));
        assertThat(it.channel.isOutputShutdown()).isTrue();
        assertThat(it.isOpen()).isTrue();
        it.receive("x".repeat(100_000));

        it.pass(Duration.ofMillis(2200));
        assertThat(it.isOpen()).isFalse();
    }

    @Test
    void aRestThatDoesNotComeEndsTheConnection() {
        FakeUpstream stream = it.backend.addIdle();
        it.receive(POST + "12345");
        stream.respond(403, "no");

        it.pass(Duration.ofMillis(2200));
        assertThat(it.channel.isOutputShutdown()).isTrue();
        it.pass(Duration.ofMillis(2200));

        assertThat(it.isOpen()).isFalse();
    }

    @Test
    void aRefusalBeforeTheBodyClosesButReadsSoThatTheAnswerArrives() {
        it.receive("POST / HTTP/1.1\r\nHost: other\r\nContent-Length: 10\r\n\r\n12345");

        assertThat(it.sent()).contains("404 Not Found", "connection: close");
        assertThat(it.channel.isOutputShutdown()).isTrue();
        assertThat(it.isOpen()).isTrue();
        it.receive("67890");
        it.pass(Duration.ofMillis(2200));
        assertThat(it.isOpen()).isFalse();
    }

    @Test
    void aBodyThatBreaksIsA400() {
        it.backend.addIdle();
        it.receive("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\nzz\r\n");

        assertThat(it.sent()).contains("400 Bad Request", "connection: close");
        assertThat(it.ended).containsExactly("400 BAD_FRAMING");
        assertThat(it.channel.isOutputShutdown()).isTrue();
    }

    // Interim heads.

    @Test
    void passesContinueAndThenTheAnswerAlsoBeforeAPipelinedHead() {
        FakeUpstream stream = it.backend.addIdle();
        it.receive("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\n\r\n");
        stream.respondInterim(100);
        assertThat(it.sent()).isEqualTo("HTTP/1.1 100 Continue\r\n\r\n");

        it.receive("okHEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
        it.echoing();
        stream.respond(200, "got it");

        assertThat(it.sent())
                .isEqualTo(
                        "HTTP/1.1 200 OK\r\ncontent-length: 6\r\n\r\ngot itHTTP/1.1 200 OK\r\ncontent-length: 7\r\n\r\n");
    }

    @Test
    void anOldClientGetsNoInterimHead() {
        FakeUpstream stream = it.backend.addIdle();
        it.receive("GET / HTTP/1.0\r\nHost: x\r\n\r\n");

        stream.respondInterim(103);

        assertThat(it.sent()).isEmpty();
    }

    // Ends of responses.

    @Test
    void aChunkedAnswerReachesAnOldClientDelimitedByClose() {
        FakeUpstream stream = it.backend.addIdle();
        it.receive("GET / HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n");

        stream.respondHead(200, "transfer-encoding", "chunked");
        stream.respondBody("abc");
        stream.respondEnd("def");

        assertThat(it.sent()).isEqualTo("HTTP/1.1 200 OK\r\nconnection: close\r\n\r\nabcdef");
        assertThat(it.isOpen()).isFalse();
    }

    @Test
    void aCutAnswerToAnOldClientIsAReset() {
        FakeUpstream stream = it.backend.addIdle();
        it.receive("GET / HTTP/1.0\r\nHost: x\r\n\r\n");
        stream.respondHead(200, "transfer-encoding", "chunked");
        stream.respondBody("abc");

        stream.fail(FailureReason.TRUNCATED_RESPONSE);

        assertThat(it.isOpen()).isFalse();
        assertThat(it.ended).containsExactly("200 TRUNCATED_RESPONSE");
    }

    @Test
    void aCutAnswerHasNoLastChunk() {
        FakeUpstream stream = it.backend.addIdle();
        it.receive(GET);
        stream.respondHead(200, "transfer-encoding", "chunked");
        stream.respondBody("abc");

        stream.fail(FailureReason.TRUNCATED_RESPONSE);

        assertThat(it.sent()).isEqualTo("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n3\r\nabc\r\n");
        assertThat(it.isOpen()).isFalse();
    }

    @Test
    void oneReadOfTheBackendIsOneFlush() {
        FakeUpstream stream = it.backend.addIdle();
        it.receive(GET);
        stream.respondHead(200, "content-length", "6");
        stream.respondBody("abc");
        assertThat(it.sent()).isEmpty();

        stream.readComplete();
        assertThat(it.sent()).endsWith("abc");

        stream.respondEnd("def");
        assertThat(it.sent()).as("the end is flushed at once").isEqualTo("def");
    }

    // Bugs.

    @Test
    void aBugIsA500AndEndsThisConnectionOnly() {
        FakeUpstream stream = it.backend.addIdle();
        stream.bug = new IllegalStateException("a bug");

        it.receive(GET);

        assertThat(it.sent()).contains("500 Internal Server Error", "connection: close");
        assertThat(it.ended).containsExactly("500 INTERNAL_ERROR");
        assertThat(it.isOpen()).isFalse();
    }

    @Test
    void aBugWithAHeldRequestIsA500Too() {
        FakeUpstream first = it.backend.addIdle();
        it.receive(GET + GET);
        it.backend.addIdle().bug = new IllegalStateException("a bug");

        first.respond(200, "one");

        assertThat(it.sent()).contains("one", "500 Internal Server Error");
        assertThat(it.ended).containsExactly("200", "500 INTERNAL_ERROR");
    }

    @Test
    void aResetOfTheClientIsNoBug() {
        it.backend.addIdle();
        it.receive(GET);

        it.channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));

        assertThat(it.isOpen()).isFalse();
        assertThat(it.ended).containsExactly("499 CLIENT_GONE_WAITING");
    }

    @Test
    void aLineThatIsNoRequestHasNoMethodInTheLog() {
        it.receive("\u0016\u0003\u0001\r\n\r\n");

        assertThat(it.sent()).startsWith("HTTP/1.1 400 Bad Request");
        assertThat(it.ended).containsExactly("400 MALFORMED_REQUEST");
    }
}
