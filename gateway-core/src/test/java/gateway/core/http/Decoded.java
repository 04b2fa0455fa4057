package gateway.core.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.buffer.Unpooled;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.util.ReferenceCountUtil;
import java.nio.charset.StandardCharsets;

/** Requests as the real codec decodes them from bytes. */
final class Decoded {
    private Decoded() {}

    /** The first request in the bytes of the text (ISO 8859-1). */
    static HttpRequest request(String text) {
        HttpDecoderConfig config =
                new HttpDecoderConfig().setMaxInitialLineLength(8192).setMaxHeaderSize(16384);
        EmbeddedChannel channel = new EmbeddedChannel(new HttpServerCodec(config, 1024));
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
