package gateway.core.codec;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.http.FlatHeaders;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandler;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpRequestDecoder;
import io.netty.handler.codec.http.HttpRequestEncoder;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.util.ResourceLeakDetector;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.Test;

/** What reading, changing and writing a browser's request leaves to the collector, beside Netty's codec. */
class HeadCostTest {
    private static final String BROWSER = "GET /api/v1/users/42?fields=name HTTP/1.1\r\nHost: example.com\r\n"
            + "User-Agent: Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/130.0\r\n"
            + "Accept: text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8\r\n"
            + "Accept-Encoding: gzip, deflate, br\r\nAccept-Language: en-US,en;q=0.9,de;q=0.8\r\n"
            + "Cookie: session=9f8e7d6c5b4a39281706f5e4d3c2b1a0; theme=dark; consent=1; _ga=GA1.1.123456789.17000\r\n"
            + "Referer: https://example.com/app/dashboard\r\nSec-Fetch-Mode: cors\r\nSec-Fetch-Site: same-origin\r\n"
            + "X-Requested-With: XMLHttpRequest\r\n\r\n";

    private static final int TIMES = 2_000;

    @Test
    void aBrowsersRequestLeavesAFifthLessThanNettysCodecLeaves() {
        HttpDecoderConfig config = new HttpDecoderConfig()
                .setMaxHeaderSize(16384)
                .setHeadersFactory(FlatHeaders.FACTORY)
                .setTrailersFactory(FlatHeaders.FACTORY);

        long ours;
        long nettys;
        // Its records would be most of what is counted.
        ResourceLeakDetector.Level level = ResourceLeakDetector.getLevel();
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        try {
            ours = bytesPerRequest(new RequestDecoder(16384), new RequestEncoder());
            nettys = bytesPerRequest(new HttpRequestDecoder(config), new HttpRequestEncoder());
        } finally {
            ResourceLeakDetector.setLevel(level);
        }

        // What the channels in memory themselves allocate counts on both sides.
        assertThat(ours).as("bytes; Netty's codec: %s", nettys).isLessThan(nettys * 4 / 5);
    }

    private static long bytesPerRequest(ChannelHandler decoder, ChannelHandler encoder) {
        EmbeddedChannel in = new EmbeddedChannel(decoder);
        EmbeddedChannel out = new EmbeddedChannel(encoder);
        ByteBuf bytes = Wire.bytes(BROWSER);
        try {
            passOn(in, out, bytes, TIMES);
            long before = allocated();
            passOn(in, out, bytes, TIMES);
            return (allocated() - before) / TIMES;
        } finally {
            bytes.release();
            in.finishAndReleaseAll();
            out.finishAndReleaseAll();
        }
    }

    private static void passOn(EmbeddedChannel in, EmbeddedChannel out, ByteBuf bytes, int times) {
        for (int i = 0; i < times; i++) {
            in.writeInbound(bytes.retainedDuplicate());
            HttpRequest request = in.readInbound();
            request.headers().remove("Connection");
            request.headers().set("X-Request-ID", "0190163d-8694-739b-aea5-966c26f8ad91");
            out.writeOutbound(request);
            if (!(request instanceof LastHttpContent)) {
                out.writeOutbound(LastHttpContent.EMPTY_LAST_CONTENT);
            }
            in.releaseInbound();
            out.releaseOutbound();
        }
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean()).getCurrentThreadAllocatedBytes();
    }
}
