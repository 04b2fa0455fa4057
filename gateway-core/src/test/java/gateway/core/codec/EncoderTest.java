package gateway.core.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.core.http.FlatHeaders;
import gateway.core.http.WireHeaders;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ReferenceCountUtil;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EncoderTest {
    private static final String LARGE = "x".repeat(5000);

    @Test
    void whatNobodyChangedIsWrittenAsItCameAndTheRestInTheNormalForm() {
        HttpRequest request =
                request("GET /a HTTP/1.1\r\nHost: a\r\nX-One: 1\r\nkeep-alive: 5\r\nX-Two:2\r\nX-Three: 3 \r\n"
                        + "X-Four:\t4\r\nX-Five:\r\nX-SIX: \u00e4\u00ff\r\n\r\n");
        request.headers().remove("Keep-Alive");
        request.headers().set("x-one", "new").add("X-Last", "\u00e4").setInt("n", 7);

        assertThat(Wire.encode(new RequestEncoder(), request))
                .isEqualTo("GET /a HTTP/1.1\r\nHost: a\r\nx-one: new\r\nX-Two: 2\r\nX-Three: 3\r\n"
                        + "X-Four: 4\r\nX-Five: \r\nX-SIX: \u00e4\u00ff\r\nX-Last: \u00e4\r\nn: 7\r\n\r\n");
    }

    @Test
    void aRequestCanBeWrittenTwice() {
        HttpRequest request = request("GET /a HTTP/1.1\r\nHost: a\r\nX: y\r\n\r\n");
        request.headers().set("Z", "1");
        String first = Wire.encode(new RequestEncoder(), ReferenceCountUtil.retain(request));
        request.headers().set("Z", "2");

        assertThat(Wire.encode(new RequestEncoder(), request)).isEqualTo(first.replace("Z: 1", "Z: 2"));
    }

    @Test
    void aSmallBodyIsInOneBufferWithItsHead() {
        EmbeddedChannel channel = new EmbeddedChannel(new ResponseEncoder());
        channel.writeOutbound(whole("ab", "content-length", "2"));

        ByteBuf only = channel.readOutbound();
        assertThat(only.toString(java.nio.charset.StandardCharsets.US_ASCII))
                .isEqualTo("HTTP/1.1 200 OK\r\ncontent-length: 2\r\n\r\nab");
        assertThat(channel.outboundMessages()).isEmpty();
        only.release();
        channel.finishAndReleaseAll();
    }

    @Test
    void aLargeBodyIsPassedOnByReference() {
        EmbeddedChannel channel = new EmbeddedChannel(new ResponseEncoder());
        DefaultFullHttpResponse response = whole(LARGE, "content-length", "5000");
        channel.writeOutbound(response);

        ((ByteBuf) channel.readOutbound()).release();
        assertThat(channel.outboundMessages().poll()).isSameAs(response.content());
        response.release();
        channel.finishAndReleaseAll();
    }

    @Test
    void chunksAreFramedAnew() {
        String[] chunked = {"transfer-encoding", "chunked"};
        String head = "HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n";
        HttpHeaders trailers = new FlatHeaders().add("T", "u");

        assertThat(Wire.encode(new ResponseEncoder(), whole("ab", chunked))).isEqualTo(head + "2\r\nab\r\n0\r\n\r\n");
        assertThat(Wire.encode(new ResponseEncoder(), whole("", chunked))).isEqualTo(head + "0\r\n\r\n");
        assertThat(Wire.encode(new ResponseEncoder(), whole(LARGE, chunked)))
                .isEqualTo(head + "1388\r\n" + LARGE + "\r\n0\r\n\r\n");
        assertThat(Wire.encode(
                        new ResponseEncoder(),
                        head(200, chunked),
                        new DefaultHttpContent(Wire.bytes("0123456789abcdef")),
                        new DefaultHttpContent(Unpooled.EMPTY_BUFFER),
                        new DefaultHttpContent(Wire.bytes(LARGE)),
                        new DefaultLastHttpContent(Wire.bytes("end"), trailers),
                        head(200, chunked),
                        LastHttpContent.EMPTY_LAST_CONTENT))
                .isEqualTo(head + "10\r\n0123456789abcdef\r\n1388\r\n" + LARGE + "\r\n3\r\nend\r\n0\r\nT: u\r\n\r\n"
                        + head + "0\r\n\r\n");
    }

    @Test
    void noBodyIsWrittenWhereNoneMayBe() {
        ResponseEncoder encoder = new ResponseEncoder();
        assertThat(Wire.encode(
                        encoder, head(100), LastHttpContent.EMPTY_LAST_CONTENT, whole("a", "content-length", "1")))
                .isEqualTo("HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\ncontent-length: 1\r\n\r\na");
        for (int code : List.of(204, 304)) {
            assertThat(Wire.encode(
                            new ResponseEncoder(),
                            head(code, "transfer-encoding", "chunked"),
                            new DefaultHttpContent(Wire.bytes("a")),
                            LastHttpContent.EMPTY_LAST_CONTENT))
                    .endsWith("chunked\r\n\r\n");
        }
        ResponseEncoder toHead = new ResponseEncoder();
        toHead.answersHead(true);
        assertThat(Wire.encode(toHead, whole(LARGE, "transfer-encoding", "chunked")))
                .isEqualTo("HTTP/1.1 200 OK\r\ntransfer-encoding: chunked\r\n\r\n");
    }

    @Test
    void statusAndReasonAreThoseOfTheResponse() {
        HttpResponse odd = new DefaultHttpResponse(
                HttpVersion.HTTP_1_0, new HttpResponseStatus(299, "Sch\u00f6n"), new FlatHeaders());

        assertThat(Wire.encode(new ResponseEncoder(), odd)).isEqualTo("HTTP/1.1 299 Sch\u00f6n\r\n\r\n");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/a b", "/a\r\nX: y", "/\u0000", "/\u007f", "/\u010a", "/\u2028"})
    void refusesATargetThatCouldSplitTheRequest(String target) {
        refuses(new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1,
                HttpMethod.PUT,
                target,
                Wire.bytes("a"),
                new FlatHeaders(),
                EmptyHttpHeaders.INSTANCE,
                false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX: y", "a\nb", "a\u0000b", "\u010ab", "a\u007f"})
    void refusesAFieldThatNobodyChecked(String value) {
        HttpHeaders unchecked =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false).newHeaders();
        unchecked.set("X", value);

        refuses(new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.PUT, "/", Wire.bytes("a"), unchecked, EmptyHttpHeaders.INSTANCE));
    }

    @Test
    void refusesAReasonThatCouldSplitTheResponse() {
        EmbeddedChannel channel = new EmbeddedChannel(new ResponseEncoder());
        HttpResponseStatus status = new HttpResponseStatus(200, "\u010d\u010a") {};

        assertThatThrownBy(() -> channel.writeOutbound(new DefaultFullHttpResponse(
                        HttpVersion.HTTP_1_1, status, Wire.bytes("a"), new FlatHeaders(), EmptyHttpHeaders.INSTANCE)))
                .isInstanceOf(IllegalArgumentException.class);
        channel.finishAndReleaseAll();
    }

    /** With its body: the leak detection sees whether that was released. */
    private static void refuses(DefaultFullHttpRequest request) {
        EmbeddedChannel channel = new EmbeddedChannel(new RequestEncoder());

        assertThatThrownBy(() -> channel.writeOutbound(request)).isInstanceOf(IllegalArgumentException.class);

        assertThat(request.refCnt()).isZero();
        assertThat(channel.outboundMessages()).isEmpty();
        channel.finishAndReleaseAll();
    }

    @Test
    void refusesPartsThatBelongToNoMessage() {
        EmbeddedChannel channel = new EmbeddedChannel(new ResponseEncoder());
        DefaultHttpContent part = new DefaultHttpContent(Wire.bytes("a"));

        assertThatThrownBy(() -> channel.writeOutbound(part)).isInstanceOf(IllegalStateException.class);
        assertThat(part.refCnt()).isZero();
        assertThatThrownBy(() -> channel.writeOutbound(head(200), head(200))).isInstanceOf(IllegalStateException.class);
        channel.finishAndReleaseAll();
    }

    private static HttpRequest request(String bytes) {
        EmbeddedChannel channel = new EmbeddedChannel(new RequestDecoder(1024));
        channel.writeInbound(Wire.bytes(bytes));
        HttpRequest request = channel.readInbound();
        channel.finishAndReleaseAll();
        assertThat(request.headers()).isInstanceOf(WireHeaders.class);
        return request;
    }

    private static HttpResponse head(int code, String... field) {
        return new DefaultHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(code), fields(field));
    }

    private static DefaultFullHttpResponse whole(String body, String... field) {
        return new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.OK,
                Wire.bytes(body),
                fields(field),
                EmptyHttpHeaders.INSTANCE);
    }

    private static HttpHeaders fields(String... field) {
        HttpHeaders headers = new FlatHeaders();
        if (field.length > 0) {
            headers.add(field[0], field[1]);
        }
        return headers;
    }

    @Test
    void aHeadAloneAndItsBodyLater() {
        HttpRequest head = new DefaultHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.valueOf("QUERY"), "/", fields("content-length", "3"));

        assertThat(Wire.encode(
                        new RequestEncoder(),
                        head,
                        new DefaultHttpContent(Wire.bytes("ab")),
                        new DefaultLastHttpContent(Wire.bytes("c"))))
                .isEqualTo("QUERY / HTTP/1.1\r\ncontent-length: 3\r\n\r\nabc");
    }
}
