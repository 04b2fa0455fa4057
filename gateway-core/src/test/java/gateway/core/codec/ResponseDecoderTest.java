package gateway.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import gateway.core.http.FailureReason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ResponseDecoderTest {
    private static final String OK = "HTTP/1.1 200 OK\r\n";

    @ParameterizedTest
    @MethodSource
    void reads(String bytes, List<String> expected) {
        assertThat(Wire.responses(bytes)).isEqualTo(expected);
        for (int split = 1; split < bytes.length(); split++) {
            assertThat(Wire.responses(bytes.substring(0, split), bytes.substring(split)))
                    .as("split at %s", split)
                    .isEqualTo(expected);
        }
    }

    static Stream<Arguments> reads() {
        return Stream.of(
                arguments(
                        OK + "Content-Length: 2\r\n\r\nok",
                        List.of("HTTP/1.1 200 OK | Content-Length: 2", "body ok", "end")),
                arguments(OK + "Content-Length: 0\r\n\r\n", List.of("HTTP/1.1 200 OK | Content-Length: 0", "end")),
                arguments("HTTP/1.0 200 OK\r\n\r\nto the end", List.of("HTTP/1.0 200 OK", "body to the end", "end")),
                arguments(OK + "\r\n", List.of("HTTP/1.1 200 OK", "end")),
                arguments(
                        "HTTP/1.1 404\r\nContent-Length: 0\r\n\r\n",
                        List.of("HTTP/1.1 404  | Content-Length: 0", "end")),
                arguments(
                        "HTTP/1.1 404 \r\nContent-Length: 0\r\n\r\n",
                        List.of("HTTP/1.1 404  | Content-Length: 0", "end")),
                arguments(
                        "HTTP/1.1 299 Sch\u00f6n\t!\r\nContent-Length: 0\r\n\r\n",
                        List.of("HTTP/1.1 299 Sch\u00f6n\t! | Content-Length: 0", "end")),
                arguments(
                        "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 204 No Content\r\nX: a\r\n\r\n",
                        List.of("HTTP/1.1 100 Continue", "end", "HTTP/1.1 204 No Content | X: a", "end")),
                arguments(
                        "HTTP/1.1 204 No Content\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n",
                        List.of("refused MALFORMED_RESPONSE")),
                arguments(
                        "HTTP/1.1 204 No Content\r\nTransfer-Encoding: chunked\r\n\r\n",
                        List.of("HTTP/1.1 204 No Content", "end")),
                arguments(
                        "HTTP/1.1 304 Not Modified\r\nContent-Length: 5\r\n\r\n",
                        List.of("HTTP/1.1 304 Not Modified | Content-Length: 5", "end")),
                arguments(
                        OK + "Transfer-Encoding: Chunked\r\n\r\n2;x\r\nab\r\n0\r\nT: u\r\n\r\n",
                        List.of("HTTP/1.1 200 OK | Transfer-Encoding: Chunked", "body ab", "end | T: u")),
                arguments(
                        OK + "X : a\r\nY\t :\tb \r\nContent-Length: 0\r\n\r\n",
                        List.of("HTTP/1.1 200 OK | X: a | Y: b | Content-Length: 0", "end")),
                arguments(
                        OK + "X: a\r\n b\r\n\t\r\n  c\r\nY:\r\n d\r\nContent-Length: 0\r\n\r\n",
                        List.of("HTTP/1.1 200 OK | X: a   b       c | Y: d | Content-Length: 0", "end")));
    }

    @ParameterizedTest
    @MethodSource
    void refusesTheHead(String bytes, FailureReason reason) {
        assertThat(Wire.responses(bytes + OK + "\r\n")).containsExactly("refused " + reason);
    }

    static Stream<Arguments> refusesTheHead() {
        FailureReason malformed = FailureReason.MALFORMED_RESPONSE;
        return Stream.of(
                arguments("\r\n", malformed),
                arguments("hello\r\n", malformed),
                arguments("<html>a page without a head</html>", malformed),
                arguments("SSH-2.0-OpenSSH_9.2\r\n", malformed),
                arguments("http/1.1 200 OK\r\n\r\n", malformed),
                arguments("HTTP/1.2 200 OK\r\n\r\n", malformed),
                arguments("HTTP/2.0 200 OK\r\n\r\n", malformed),
                arguments("HTTP/1.1  200 OK\r\n\r\n", malformed),
                arguments("HTTP/1.1\t200 OK\r\n\r\n", malformed),
                arguments("HTTP/1.1 99 Low\r\n\r\n", malformed),
                arguments("HTTP/1.1 099 Low\r\n\r\n", malformed),
                arguments("HTTP/1.1 000 Zero\r\n\r\n", malformed),
                arguments("HTTP/1.1 600 High\r\n\r\n", malformed),
                arguments("HTTP/1.1 1000 Long\r\n\r\n", malformed),
                arguments("HTTP/1.1 2x0 Letters\r\n\r\n", malformed),
                arguments("HTTP/1.1 200OK\r\n\r\n", malformed),
                arguments("HTTP/1.1 200\tOK\r\n\r\n", malformed),
                arguments("HTTP/1.1 200 a\u0000b\r\n\r\n", malformed),
                arguments("HTTP/1.1 200 a\u001b[2J\r\n\r\n", malformed),
                arguments("HTTP/1.1 200 a\rb\r\n\r\n", malformed),
                arguments("HTTP/1.1 200 OK\n\n", malformed),
                arguments(OK + " X: a\r\n\r\n", malformed),
                arguments(OK + "X\r\n\r\n", malformed),
                arguments(OK + ": a\r\n\r\n", malformed),
                arguments(OK + "X y: a\r\n\r\n", malformed),
                arguments(OK + "X: a\u0000\r\n\r\n", malformed),
                arguments(OK + "X: a\nY: b\r\n\r\n", malformed),
                arguments(OK + "X: a\r\n b\u0000\r\n\r\n", malformed),
                arguments(OK + "Content-Length: 1\r\nContent-Length: 2\r\n\r\n", malformed),
                arguments(OK + "Content-Length: 2\r\nContent-Length: 2\r\n\r\n", malformed),
                arguments(OK + "Content-Length: 2, 2\r\n\r\n", malformed),
                arguments(OK + "Content-Length:\r\n\r\n", malformed),
                arguments(OK + "Content-Length: -1\r\n\r\n", malformed),
                arguments(OK + "Content-Length: 9223372036854775808\r\n\r\n", malformed),
                arguments(OK + "Transfer-Encoding: gzip\r\n\r\n", malformed),
                arguments(OK + "Transfer-Encoding: gzip, chunked\r\n\r\n", malformed),
                arguments(OK + "Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n", malformed),
                arguments(OK + "Transfer-Encoding: chunked\r\nContent-Length: 2\r\n\r\n", malformed),
                arguments("HTTP/1.0 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n", malformed),
                arguments(OK + "X: a\r\n".repeat(101), FailureReason.RESPONSE_HEAD_TOO_LARGE),
                arguments(OK + "X: " + "a".repeat(1024), FailureReason.RESPONSE_HEAD_TOO_LARGE),
                arguments("HTTP/1.1 200 " + "a".repeat(1024), FailureReason.RESPONSE_HEAD_TOO_LARGE));
    }

    @Test
    void theAnswerToAHeadHasNoBody() {
        ResponseDecoder decoder = new ResponseDecoder(1024);
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        decoder.answersHead(true);
        channel.writeInbound(Wire.bytes("HTTP/1.1 103 Early Hints\r\n\r\n" + OK + "Content-Length: 5\r\n\r\n"));
        assertThat(Wire.read(channel))
                .containsExactly("HTTP/1.1 103 Early Hints", "end", "HTTP/1.1 200 OK | Content-Length: 5", "end");

        decoder.answersHead(false);
        channel.writeInbound(Wire.bytes(OK + "Content-Length: 2\r\n\r\nok"));

        assertThat(Wire.read(channel)).containsExactly("HTTP/1.1 200 OK | Content-Length: 2", "body ok", "end");
        channel.finishAndReleaseAll();
    }

    @Test
    void tellsNoEndOfABodyThatIsCut() {
        assertThat(Wire.responses(OK + "Content-Length: 5\r\n\r\nab"))
                .containsExactly("HTTP/1.1 200 OK | Content-Length: 5", "body ab");
        assertThat(Wire.responses(OK + "Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n"))
                .containsExactly("HTTP/1.1 200 OK | Transfer-Encoding: chunked", "body ab");
        assertThat(Wire.responses(OK)).isEmpty();
    }

    @Test
    void bytesBehindASwitchToAnotherProtocolAreHandedOver() {
        ResponseDecoder decoder = new ResponseDecoder(1024);
        EmbeddedChannel channel = new EmbeddedChannel(decoder, new PauseAtFirst(decoder));
        channel.writeInbound(Wire.bytes("HTTP/1.1 101 Switching Protocols\r\nUpgrade: x\r\n\r\nframes"));

        ByteBuf rest = decoder.takeRest();

        assertThat(rest.toString(StandardCharsets.US_ASCII)).isEqualTo("frames");
        rest.release();
        channel.finishAndReleaseAll();
    }
}
