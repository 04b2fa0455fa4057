package gateway.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.codec.RequestDecoder;
import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/** Requests as the real codec decodes them from bytes. */
final class Decoded {
    static final int MAX_HEAD = 16384;

    private Decoded() {}

    /** The first request in the bytes of the text (ISO 8859-1). */
    static HttpRequest request(String text) {
        EmbeddedChannel channel = new EmbeddedChannel(new RequestDecoder(MAX_HEAD));
        try {
            channel.writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
            Object first = channel.readInbound();
            assertThat(first).isInstanceOf(HttpRequest.class);
            ReferenceCountUtil.release(first);
            return (HttpRequest) first;
        } finally {
            channel.finishAndReleaseAll();
        }
    }

    /** A head of the lines, each ended by CRLF. */
    static String head(String... lines) {
        return String.join("\r\n", lines) + "\r\n\r\n";
    }
}
