package gateway.core.upstream.connection;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.timer.TimerWheel;
import gateway.core.upstream.Backend;
import gateway.core.upstream.TestPools;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.socket.ChannelOutputShutdownException;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.LastHttpContent;
import java.io.IOException;
import java.nio.channels.NotYetConnectedException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Http1UpstreamHandlerTest {
    private static final String OK = "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok";

    private final Backend backend = TestPools.withBackends(OutlierConfig.DEFAULT, "127.0.0.1:1")
            .backends()
            .get(0);
    private final ConnectionPool pool = new ConnectionPool(
            backend,
            backend.stats().cell(0),
            new Connector(new Bootstrap(), new Bootstrap(), () -> 1024),
            new TimerWheel(() -> 0));
    private final BackendConnection it = new BackendConnection(pool, backend, 0, Long.MAX_VALUE);

    @AfterEach
    void closes() {
        it.channel.close();
        it.sent();
        assertThat(backend.stats().active()).isZero();
        assertThat(backend.stats().idle()).isZero();
        assertThat(backend.stats().opened()).isEqualTo(1);
        assertThat(backend.stats().closed()).isEqualTo(1);
        assertThat(pool.idle()).isZero();
    }

    // The good way.

    @Test
    void tellsAResponseAndGoesBackToThePool() {
        it.request(HttpMethod.GET);

        assertThat(it.sent()).startsWith("GET / HTTP/1.1\r\n");
        assertThat(it.receive(OK)).containsExactly("head 200", "body ok.");
        assertThat(pool.idle()).isEqualTo(1);
        assertThat(it.stream.isReused()).isFalse();
    }

    /** Wherever a read ends, the same is told. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                OK,
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n2\r\nok\r\n1\r\n!\r\n0\r\nx: y\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\ncontent-length: 5\r\n\r\n"
            })
    void everySplitIsReadAlike(String response) {
        for (int split = 1; split < response.length(); split++) {
            BackendConnection other = new BackendConnection(pool, backend, 0, Long.MAX_VALUE);
            other.request(HttpMethod.GET);

            other.receive(response.substring(0, split));
            other.receive(response.substring(split));

            assertThat(pool.idle()).as("split at %s", split).isEqualTo(1);
            assertThat(other.stream.isUsable(0)).isTrue();
            other.channel.close();
            other.sent();
            backend.stats().cell(0).opened--;
            backend.stats().cell(0).closed--;
        }
    }

    @Test
    void servesTheNextRequestFromTheStart() {
        it.request(HttpMethod.HEAD);
        assertThat(it.receive("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n")).containsExactly("head 200", "body .");

        UpstreamStream again = pool.newStreamNow(it);
        assertThat(again).isSameAs(it.stream);
        assertThat(it.stream.isReused()).isTrue();
        it.send(HttpMethod.GET);

        assertThat(it.receive(OK)).containsExactly("head 200", "body ok.");
        assertThat(pool.idle()).isEqualTo(1);
        assertThat(backend.stats().reused()).isEqualTo(1);
    }

    @Test
    void aHeadIsAnsweredWithoutABodyAlsoAfterAnInterimHead() {
        it.request(HttpMethod.HEAD);

        assertThat(it.receive("HTTP/1.1 103 Early Hints\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\n"))
                .containsExactly("interim 103", "head 200", "body .");
        assertThat(pool.idle()).isEqualTo(1);
    }

    // What is never used again.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nconnection: close\r\ncontent-length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\nconnection: x, Close\r\ncontent-length: 2\r\n\r\nok",
                "HTTP/1.0 200 OK\r\ncontent-length: 2\r\n\r\nok",
                "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok!",
                "HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nokHTTP/1.1 200 OK\r\ncontent-length: 3\r\n\r\nbad",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\nX",
                "HTTP/1.1 204 No Content\r\n\r\nbody",
                "HTTP/1.1 304 Not Modified\r\n\r\nH",
            })
    void isNotKeptAfter(String response) {
        it.request(HttpMethod.GET);

        it.receive(response);

        assertThat(pool.idle()).isZero();
        assertThat(it.channel.isOpen()).isFalse();
    }

    @Test
    void aBackendOfHttp10ThatKeepsAliveIsKept() {
        it.request(HttpMethod.GET);

        it.receive("HTTP/1.0 200 OK\r\nconnection: keep-alive\r\ncontent-length: 2\r\n\r\nok");

        assertThat(pool.idle()).isEqualTo(1);
    }

    @Test
    void isNotKeptWhenTheHeadWasAnsweredWithABody() {
        it.request(HttpMethod.HEAD);

        it.receive("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nok");

        assertThat(it.channel.isOpen()).isFalse();
    }

    @Test
    void isNotKeptWhenTheRequestWasNotSentToItsEnd() {
        it.requestHead();
        it.requestPart("half");

        assertThat(it.receive(OK)).containsExactly("head 200", "body ok.");

        assertThat(it.channel.isOpen()).isFalse();
    }

    @Test
    void isNotKeptWhenTheRequestsEndWasNotFlushed() {
        it.requestHead();
        it.stream.write(LastHttpContent.EMPTY_LAST_CONTENT);

        it.receive(OK);

        assertThat(it.channel.isOpen()).isFalse();
    }

    @Test
    void isNotKeptWhenWritingHadFailed() {
        it.request(HttpMethod.GET);
        it.channel.pipeline().fireExceptionCaught(new ChannelOutputShutdownException("broken pipe"));
        it.channel.pipeline().fireExceptionCaught(new NotYetConnectedException());

        assertThat(it.receive(OK)).endsWith("head 200", "body ok.");

        assertThat(it.channel.isOpen()).isFalse();
    }

    @Test
    void isClosedWhenTheExchangeCancels() {
        it.request(HttpMethod.GET);
        it.receive("HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nhalf");

        it.stream.cancel();

        assertThat(it.channel.isOpen()).isFalse();
        assertThat(it.took()).isEmpty();
    }

    @Test
    void isNotEvenForAMomentInThePoolWithBytesThatBelongToNoAnswer() {
        it.request(HttpMethod.GET);

        it.channel.pipeline().fireChannelRead(BackendConnection.bytes(OK + "H"));

        assertThat(it.took()).containsExactly("head 200", "body ok.");
        assertThat(pool.idle()).isZero();
    }

    @Test
    void unsolicitedBytesEndAnIdleConnection() {
        it.request(HttpMethod.GET);
        it.receive(OK);
        assertThat(pool.idle()).isEqualTo(1);

        assertThat(it.receive("HTTP/1.1 408 ")).isEmpty();

        assertThat(pool.idle()).isZero();
        assertThat(it.channel.isOpen()).isFalse();
    }

    @Test
    void anUnsolicitedResponseEndsAnIdleConnection() {
        it.request(HttpMethod.GET);
        it.receive(OK);

        assertThat(it.receive("HTTP/1.1 408 Request Timeout\r\ncontent-length: 0\r\n\r\n"))
                .isEmpty();

        assertThat(it.channel.isOpen()).isFalse();
    }

    // Faults.

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 99 Low\r\n\r\n",
                "HTTP/1.1 000 Zero\r\n\r\n",
                "HTTP/1.1 600 High\r\n\r\n",
                "HTTP/1.1 1000 Long\r\n\r\n",
                "HTTP/2.0 200 OK\r\n\r\n",
                "http/1.1 200 OK\r\n\r\n",
                "HTTP/1.2 200 OK\r\n\r\n",
                "SSH-2.0-OpenSSH_9.2\r\n\r\n",
                "HTTP/1.1 200 a\u0000b\r\ncontent-length: 0\r\n\r\n",
                "HTTP/1.1 200 a\u001b[2Jb\r\ncontent-length: 0\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\nupgrade: x\r\nconnection: upgrade\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: 2\r\ncontent-length: 3\r\n\r\nok",
                "HTTP/1.1 200 OK\r\ncontent-length: -1\r\n\r\n",
                "HTTP/1.1 200 OK\r\ncontent-length: two\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
                "HTTP/1.1 200 OK\r\ntransfer-encoding: gzip\r\ncontent-length: 2\r\n\r\nok",
                "HTTP/1.0 200 OK\r\ntransfer-encoding: chunked\r\n\r\n0\r\n\r\n",
            })
    void refusesTheHead(String response) {
        it.request(HttpMethod.GET);

        assertThat(it.receive(response)).containsExactly("failed MALFORMED_RESPONSE");

        assertThat(it.channel.isOpen()).isFalse();
    }

    @Test
    void refusesAHeadThatIsTooLarge() {
        it.request(HttpMethod.GET);

        assertThat(it.receive("HTTP/1.1 200 OK\r\nx: " + "y".repeat(2000) + "\r\n\r\n"))
                .containsExactly("failed RESPONSE_HEAD_TOO_LARGE");
    }

    @Test
    void refusesASeventeenthInterimHead() {
        it.request(HttpMethod.GET);
        it.receive("HTTP/1.1 102 Processing\r\n\r\n".repeat(16));
        assertThat(it.channel.isOpen()).isTrue();

        assertThat(it.receive("HTTP/1.1 102 Processing\r\n\r\n")).containsExactly("failed MALFORMED_RESPONSE");
    }

    @Test
    void aBrokenBodyIsAFaultOfTheBody() {
        it.request(HttpMethod.GET);

        assertThat(it.receive("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\nzz\r\n"))
                .containsExactly("head 200", "failed MALFORMED_BODY");
        assertThat(it.channel.isOpen()).isFalse();
    }

    // Ends.

    @Test
    void closedWithoutOneByteIsAnotherFailureThanAPartOfAHead() {
        it.request(HttpMethod.GET);
        it.channel.close();
        assertThat(it.took()).containsExactly("failed CLOSED_BEFORE_RESPONSE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"H", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nx: y\r\n", "HTTP/1.1 100 Continue\r\n\r\n"})
    void aPartOfAHeadIsMalformed(String part) {
        it.request(HttpMethod.GET);
        it.receive(part);

        it.channel.close();

        assertThat(it.took()).contains("failed MALFORMED_RESPONSE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"content-length: 5", "transfer-encoding: chunked"})
    void aBodyThatBreaksOffIsCut(String framing) {
        it.request(HttpMethod.GET);
        it.receive("HTTP/1.1 200 OK\r\n" + framing + "\r\n\r\n3\r\n");

        it.channel.close();

        assertThat(it.took()).containsExactly("failed TRUNCATED_RESPONSE");
    }

    @Test
    void aBodyWithoutLengthEndsWithTheConnection() {
        it.request(HttpMethod.GET);
        assertThat(it.receive("HTTP/1.0 200 OK\r\n\r\nabc")).containsExactly("head 200", "body abc", "read");

        it.channel.close();

        assertThat(it.took()).startsWith("body .");
    }

    @Test
    void aBodyWithoutLengthThatAResetEndsIsCut() {
        it.request(HttpMethod.GET);
        it.receive("HTTP/1.0 200 OK\r\n\r\nabc");

        // As the transports do with ECONNRESET.
        it.channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));
        it.channel.close();

        assertThat(it.took()).containsExactly("failed TRUNCATED_RESPONSE");
    }

    @Test
    void aBodyWithALengthThatCameWholeBeforeAResetIsWhole() {
        it.request(HttpMethod.GET);
        it.channel.pipeline().fireExceptionCaught(new IOException("Connection reset by peer"));

        assertThat(it.receive(OK)).containsExactly("head 200", "body ok.");
    }

    @Test
    void anAnswerThatCameBeforeWritingFailedIsRead() {
        it.requestHead();
        it.channel.pipeline().fireExceptionCaught(new ChannelOutputShutdownException("broken pipe"));
        assertThat(it.took()).containsExactly("writability");

        assertThat(it.receive("HTTP/1.1 413 Too Large\r\ncontent-length: 2\r\n\r\nno"))
                .containsExactly("head 413", "body no.");
        assertThat(it.channel.isOpen()).isFalse();
    }

    // Bugs.

    @Test
    void whatTheListenerThrowsEndsThisConnectionAndIsNotTheBackendsFault() {
        it.request(HttpMethod.GET);
        it.bug = new IllegalStateException("a bug in the exchange");

        assertThat(it.receive(OK)).containsExactly("failed INTERNAL_ERROR");

        assertThat(it.channel.isOpen()).isFalse();
    }

    @Test
    void whatTheEncoderThrowsEndsThisConnection() {
        it.request(HttpMethod.GET);

        // A second head while no response has come: the encoder takes it; a body part outside of a message it does not.
        it.requestPart("out of place");

        assertThat(it.took()).containsExactly("failed INTERNAL_ERROR");
        assertThat(it.channel.isOpen()).isFalse();
    }

    @Test
    void backPressureIsTheChannelsAndEndsWithTheResponse() {
        it.request(HttpMethod.GET);
        it.stream.setReading(false);
        assertThat(it.channel.config().isAutoRead()).isFalse();

        it.receive(OK);

        assertThat(it.channel.config().isAutoRead()).isTrue();
        assertThat(List.of(pool.idle())).containsExactly(1);
    }
}
