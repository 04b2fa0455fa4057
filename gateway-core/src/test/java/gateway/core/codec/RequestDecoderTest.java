package gateway.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import gateway.core.http.FailureReason;
import io.netty.buffer.ByteBuf;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpContent;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestDecoderTest {
    private static final String HOST = "Host: a\r\n\r\n";
    private static final String GET = "GET / HTTP/1.1\r\n" + HOST;
    private static final String CHUNKED = "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n";
    private static final String CHUNKED_HEAD = "POST / HTTP/1.1 | Host: a | Transfer-Encoding: chunked";

    @ParameterizedTest
    @MethodSource
    void reads(String bytes, List<String> expected) {
        assertThat(Wire.requests(bytes)).isEqualTo(expected);
    }

    static Stream<Arguments> reads() {
        return Stream.of(
                arguments(GET, List.of("GET / HTTP/1.1 | Host: a", "end")),
                arguments("\r\n\r\n" + GET, List.of("GET / HTTP/1.1 | Host: a", "end")),
                arguments("GET /a?b HTTP/1.0\r\n\r\n", List.of("GET /a?b HTTP/1.0", "end")),
                arguments(
                        "get /\u00e4#\\ HTTP/1.1\r\nX:\r\nY:a\r\nZ:\t a b\t \r\n\r\n",
                        List.of("get /\u00e4#\\ HTTP/1.1 | X:  | Y: a | Z: a b", "end")),
                arguments(
                        "GET / HTTP/1.1\r\nX: \u00e4\u00ff\ta\r\n\r\n",
                        List.of("GET / HTTP/1.1 | X: \u00e4\u00ff\ta", "end")),
                arguments(GET + GET, List.of("GET / HTTP/1.1 | Host: a", "end", "GET / HTTP/1.1 | Host: a", "end")),
                arguments(
                        "PUT / HTTP/1.1\r\nContent-Length: 03\r\n\r\nabc" + GET,
                        List.of(
                                "PUT / HTTP/1.1 | Content-Length: 03",
                                "body abc",
                                "end",
                                "GET / HTTP/1.1 | Host: a",
                                "end")),
                arguments(
                        "PUT / HTTP/1.1\r\nContent-Length: 0\r\n\r\n" + GET,
                        List.of("PUT / HTTP/1.1 | Content-Length: 0", "end", "GET / HTTP/1.1 | Host: a", "end")),
                arguments(
                        CHUNKED + "3\r\nabc\r\nA;a=b;c=\"d;\\\"\r;\"\r\n0123456789\r\n0\r\n\r\n",
                        List.of(CHUNKED_HEAD, "body abc", "broken body")),
                arguments(
                        CHUNKED + "3\r\nabc\r\n00A ; a = \"\\\"\" ;b\r\n0123456789\r\n000\r\nT: u\r\n\r\n" + GET,
                        List.of(CHUNKED_HEAD, "body abc0123456789", "end | T: u", "GET / HTTP/1.1 | Host: a", "end")));
    }

    @ParameterizedTest
    @MethodSource
    void refusesTheHead(String bytes, FailureReason reason) {
        assertThat(Wire.requests(bytes + GET)).containsExactly("refused " + reason);
    }

    static Stream<Arguments> refusesTheHead() {
        FailureReason malformed = FailureReason.MALFORMED_REQUEST;
        return Stream.of(
                arguments("\r\n\r\n\r\n", malformed),
                arguments("\n", malformed),
                arguments("\rG", malformed),
                arguments(" ", malformed),
                arguments("\u0000", malformed),
                arguments("\u0016\u0003\u0001", malformed),
                arguments("G@T / HTTP/1.1\r\n" + HOST, malformed),
                arguments("GET\t/ HTTP/1.1\r\n" + HOST, malformed),
                arguments("GET\u000b/ HTTP/1.1\r\n" + HOST, malformed),
                arguments("GET  / HTTP/1.1\r\n" + HOST, malformed),
                arguments("GET /  HTTP/1.1\r\n" + HOST, malformed),
                arguments("GET / HTTP/1.1 \r\n" + HOST, malformed),
                arguments("GET /\tHTTP/1.1\r\n" + HOST, malformed),
                arguments("GET /\u0001 HTTP/1.1\r\n" + HOST, malformed),
                arguments("GET /\u007f HTTP/1.1\r\n" + HOST, malformed),
                arguments("GET / HTTP/1.1\n" + HOST, malformed),
                arguments("GET / HTTP/1.1\r\r\n" + HOST, malformed),
                arguments("GET /\r\n" + HOST, malformed),
                arguments("GET\r\n" + HOST, malformed),
                arguments("GET / \r\n" + HOST, malformed),
                arguments("GET / http/1.1\r\n" + HOST, malformed),
                arguments("GET / HTTP/1.1a\r\n" + HOST, malformed),
                arguments("GET / HTTP/1,1\r\n" + HOST, malformed),
                arguments("GET / HTTP/a.1\r\n" + HOST, malformed),
                arguments("GET / HTTP/1.2\r\n" + HOST, FailureReason.BAD_VERSION),
                arguments("GET / HTTP/2.0\r\n" + HOST, FailureReason.BAD_VERSION),
                arguments("GET / HTTP/0.9\r\n" + HOST, FailureReason.BAD_VERSION),
                arguments("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n", FailureReason.BAD_VERSION),
                arguments("GET / HTTP/1.1\r\nX: a\n" + HOST, malformed),
                arguments("GET / HTTP/1.1\r\nX: a\rb\r\n" + HOST, malformed),
                arguments("GET / HTTP/1.1\r\nX: a\u0000b\r\n" + HOST, malformed),
                arguments("GET / HTTP/1.1\r\nX: abcdefgh\u007f\r\n" + HOST, malformed),
                arguments("GET / HTTP/1.1\r\nX : a\r\n" + HOST, malformed),
                arguments("GET / HTTP/1.1\r\n: a\r\n" + HOST, malformed),
                arguments("GET / HTTP/1.1\r\nX\r\n" + HOST, malformed),
                arguments("GET / HTTP/1.1\r\nX\u00e4: a\r\n" + HOST, malformed),
                arguments("GET / HTTP/1.1\r\nX(a): a\r\n" + HOST, malformed),
                arguments("GET / HTTP/1.1\r\n X: a\r\n" + HOST, malformed),
                arguments("GET / HTTP/1.1\r\nX: a\r\n b\r\n" + HOST, malformed),
                arguments("GET / HTTP/1.1\r\nX: a\r\n\tb\r\n" + HOST, malformed),
                arguments("GET / HTTP/1.1\r\nHost: a\r\n\ra", malformed),
                arguments("GET / HTTP/1.1\r\nHost: a\r\n\n", malformed),
                arguments("GET / HTTP/1.1\r\n" + "X: a\r\n".repeat(101), FailureReason.HEAD_TOO_LARGE),
                arguments("GET / HTTP/1.1\r\nX: " + "a".repeat(1024), FailureReason.HEAD_TOO_LARGE),
                arguments("GET / HTTP/1.1\r\nX: " + "a".repeat(1024) + "\r\n\r\n", FailureReason.HEAD_TOO_LARGE),
                arguments("GET /" + "a".repeat(1024) + " HTTP/1.1\r\n" + HOST, FailureReason.TARGET_TOO_LONG),
                arguments("G".repeat(1025), FailureReason.TARGET_TOO_LONG),
                arguments(
                        "POST / HTTP/1.1\r\nContent-Length: 1\r\nContent-Length: 1\r\n\r\na",
                        FailureReason.BAD_FRAMING),
                arguments("POST / HTTP/1.1\r\nContent-Length: 1a\r\n\r\na", FailureReason.BAD_FRAMING),
                arguments("POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n", FailureReason.BAD_FRAMING),
                arguments(
                        "POST / HTTP/1.1\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n",
                        FailureReason.BAD_FRAMING),
                arguments("POST / HTTP/1.1\r\nTransfer-Encoding: a, chunked\r\n\r\n", FailureReason.UNKNOWN_CODING));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\r\n",
                "0x1\r\na\r\n0\r\n\r\n",
                "+1\r\na\r\n0\r\n\r\n",
                "-1\r\n",
                " 1\r\na\r\n0\r\n\r\n",
                "1 \r\na\r\n0\r\n\r\n",
                "1\na\r\n0\r\n\r\n",
                "1\r\na\n0\r\n\r\n",
                "1\r\nab\r\n0\r\n\r\n",
                "1\r\na\r0\r\n\r\n",
                "g\r\n",
                "\uff11\r\na",
                "1000000000000000\r\n",
                "ffffffffffffffff\r\n",
                ";\r\n",
                "1;\r\na",
                "1;;a\r\na",
                "1;a=\r\na",
                "1;a=b c\r\na",
                "1;a=\"b\r\na",
                "1;a=\"b\\\r\na",
                "1;a=\"b\"c\r\na",
                "1;a\u0000\r\na",
                "1;a=\"\u0000\"\r\na",
                "1;a\n\r\na",
                "1;a \r\na",
                "0\r\n\r",
                "0\r\nX\r\n\r\n",
                "0\r\nX : a\r\n\r\n",
                "0\r\nX: a\u0001\r\n\r\n",
                "0\r\nX: a\r\n b\r\n\r\n",
                "0\r\nX: a\n\r\n",
                "0\n\r\n",
            })
    void refusesChunksOutsideOfTheirGrammar(String body) {
        List<String> seen = Wire.requests(CHUNKED + body, "!" + GET);

        assertThat(seen).startsWith(CHUNKED_HEAD).endsWith("broken body").doesNotContain("end");
    }

    @Test
    void refusesALineThatIsTooLongBeforeItsEnd() {
        assertThat(Wire.requests("GET /" + "a".repeat(1024))).containsExactly("refused TARGET_TOO_LONG");
        assertThat(Wire.requests("GET / HTTP/1.1\r\nX: " + "a".repeat(1024))).containsExactly("refused HEAD_TOO_LARGE");
        assertThat(Wire.requests("GET / HTTP/1.1\r\n" + "a".repeat(1024))).containsExactly("refused HEAD_TOO_LARGE");
    }

    @Test
    void boundsExtensionsAndTrailers() {
        assertThat(Wire.requests(CHUNKED + "1;" + "a".repeat(255) + "\r\na\r\n0\r\n\r\n"))
                .endsWith("end");
        assertThat(Wire.requests(CHUNKED + "1;" + "a".repeat(256) + "\r\na")).endsWith("broken body");
        assertThat(Wire.requests(CHUNKED + ("1;" + "a".repeat(250) + "\r\na\r\n").repeat(64) + "0\r\n\r\n"))
                .endsWith("end");
        assertThat(Wire.requests(CHUNKED + ("1;" + "a".repeat(250) + "\r\na\r\n").repeat(66) + "0\r\n\r\n"))
                .endsWith("broken body");
        assertThat(Wire.requests(CHUNKED + "0".repeat(65))).endsWith("broken body");
        assertThat(Wire.requests(CHUNKED + "0\r\nX: " + "a".repeat(1024))).endsWith("broken body");
        assertThat(Wire.requests(CHUNKED + "0\r\n" + "X: a\r\n".repeat(101) + "\r\n"))
                .endsWith("broken body");
    }

    /** Wherever a read ends, and when each byte is one of its own, the same is decoded. */
    @ParameterizedTest
    @MethodSource("messages")
    void everySplitIsReadAlike(String bytes) {
        List<String> whole = Wire.requests(bytes);
        assertThat(Wire.requests(bytes.split("(?<=.)", -1))).isEqualTo(whole);
        assertThat(Wire.requests(
                        bytes.codePoints().mapToObj(Character::toString).toArray(String[]::new)))
                .isEqualTo(whole);
        for (int split = 1; split < bytes.length(); split++) {
            assertThat(Wire.requests(bytes.substring(0, split), bytes.substring(split)))
                    .as("split at %s", split)
                    .isEqualTo(whole);
        }
    }

    static Stream<String> messages() {
        return Stream.of(
                "\r\n" + GET + "GET /b HTTP/1.0\r\nX-Long-Name: a longer value, and more\r\nY:\r\nZ:a\r\n\r\n" + GET,
                "PUT / HTTP/1.1\r\nContent-Length: 5\r\n\r\nabcde\r\n" + GET,
                CHUNKED + "5;a=\"b\"\r\nabcde\r\n1\r\nf\r\n0\r\nT: u\r\nV: w\r\n\r\n" + GET,
                GET + "GET / HTTP/1.1\r\nX : a\r\n" + HOST,
                GET + "GET / HTTP/2.0\r\n" + HOST,
                "GET / HTTP/1.1\r\nX: " + "a".repeat(1200) + "\r\n\r\n",
                CHUNKED + "1\r\nab\r\n");
    }

    @Test
    void aBodyThatFillsItsReadIsPassedOnWithoutACopyOrASlice() {
        EmbeddedChannel channel = new EmbeddedChannel(new RequestDecoder(1024));
        channel.writeInbound(Wire.bytes("PUT / HTTP/1.1\r\nContent-Length: 8\r\n\r\n"));
        ByteBuf read = Wire.bytes("abcd");

        channel.writeInbound(read);

        channel.readInbound();
        HttpContent part = channel.readInbound();
        assertThat(part.content()).isSameAs(read);
        part.release();
        channel.finishAndReleaseAll();
    }

    @Test
    void knowsWhetherItIsInsideAHead() {
        RequestDecoder decoder = new RequestDecoder(1024);
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        assertThat(decoder.isInsideHead()).isFalse();

        channel.writeInbound(Wire.bytes("\r\n"));
        assertThat(decoder.isInsideHead()).isFalse();
        channel.writeInbound(Wire.bytes("G"));
        assertThat(decoder.isInsideHead()).isTrue();
        channel.writeInbound(Wire.bytes("ET / HTTP/1.1\r\nContent-Length: 2\r\n\r\n"));
        assertThat(decoder.isInsideHead()).isFalse();
        channel.writeInbound(Wire.bytes("a"));
        assertThat(decoder.isInsideHead()).isFalse();
        channel.writeInbound(Wire.bytes("bGET / HTTP/1.1\r\n"));
        assertThat(decoder.isInsideHead()).isTrue();

        channel.finishAndReleaseAll();
    }

    @Test
    void keepsWhatComesWhileItPausesAndGoesOnInOrder() {
        RequestDecoder decoder = new RequestDecoder(1024);
        EmbeddedChannel channel = new EmbeddedChannel(decoder, new PauseAtFirst(decoder));
        channel.writeInbound(Wire.bytes("GET /1 HTTP/1.1\r\n\r\nGET /2 HTTP/1.1\r\n\r\nGET /"));
        channel.writeInbound(Wire.bytes("3 HTTP/1.1\r\n\r\n"));
        assertThat(Wire.read(channel)).containsExactly("GET /1 HTTP/1.1", "end");

        decoder.resume();

        assertThat(Wire.read(channel)).containsExactly("GET /2 HTTP/1.1", "end", "GET /3 HTTP/1.1", "end");
        channel.finishAndReleaseAll();
    }

    @Test
    void handsTheRestOverForATunnelAndGoes() {
        RequestDecoder decoder = new RequestDecoder(1024);
        EmbeddedChannel channel = new EmbeddedChannel(decoder, new PauseAtFirst(decoder));
        channel.writeInbound(Wire.bytes("GET /1 HTTP/1.1\r\n\r\nab"));
        channel.writeInbound(Wire.bytes("cd"));

        ByteBuf rest = decoder.takeRest();

        assertThat(rest.toString(StandardCharsets.US_ASCII)).isEqualTo("abcd");
        rest.release();
        assertThat(channel.pipeline().get(RequestDecoder.class)).isNull();
        assertThat(Wire.read(channel)).containsExactly("GET /1 HTTP/1.1", "end");
        channel.writeInbound(Wire.bytes("ef"));
        ByteBuf raw = channel.readInbound();
        assertThat(raw.toString(StandardCharsets.US_ASCII)).isEqualTo("ef");
        raw.release();
        channel.finishAndReleaseAll();
    }

    @Test
    void handsThePartOfAHeadOverThatCameInSeveralReads() {
        RequestDecoder decoder = new RequestDecoder(1024);
        EmbeddedChannel channel = new EmbeddedChannel(decoder);
        channel.writeInbound(Wire.bytes("GET / HTTP/1.1\r\nX: a\r\nY"));
        channel.writeInbound(Wire.bytes(": b\r\nZ"));

        ByteBuf rest = decoder.takeRest();

        assertThat(rest.toString(StandardCharsets.US_ASCII)).isEqualTo("GET / HTTP/1.1\r\nX: a\r\nY: b\r\nZ");
        rest.release();
        channel.finishAndReleaseAll();
    }

    /** However long a client pipelines, and wherever its reads end, the bytes of heads that were read are let go. */
    @Test
    void keepsNoMoreThanTheHeadThatItReads() {
        RequestHeadParser parser = new RequestHeadParser(1024);
        String stream = "GET / HTTP/1.1\r\nHost: a\r\nX: b\r\n\r\n".repeat(1000);
        int heads = 0;
        for (int at = 0; at < stream.length(); at += 25) {
            byte[] read =
                    stream.substring(at, Math.min(stream.length(), at + 25)).getBytes(StandardCharsets.US_ASCII);
            parser.makeRoom(read.length);
            System.arraycopy(read, 0, parser.block(), parser.end(), read.length);
            parser.added(read.length);
            while (parser.parse() == HeadParser.DONE) {
                assertThat(parser.takeFields().get("x")).isEqualTo("b");
                heads++;
            }
            assertThat(parser.block().length).isLessThan(200);
        }
        assertThat(heads).isEqualTo(1000);
    }
}
