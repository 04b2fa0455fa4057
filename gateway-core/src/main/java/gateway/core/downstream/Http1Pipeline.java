package gateway.core.downstream;

import gateway.core.channel.ChannelSide;
import gateway.core.http.FlatHeaders;
import gateway.core.proxy.Client;
import io.netty.channel.Channel;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;

/** What an HTTP/1 client's connection runs through. */
final class Http1Pipeline {
    /**
     * More requests than one read of 64 KiB can bring, each of at least 16 bytes; beyond it the connection ends. More than one read
     * comes only when a client closes while it is not read.
     */
    private static final int MAX_PIPELINE_DEPTH = 8 * 1024;
    /** Large enough that a body is passed on as it was read, not in slices. */
    private static final int MAX_PART = 256 * 1024;

    private Http1Pipeline() {}

    /** Adds the handlers of HTTP/1 behind what is there; the channel may be active already. */
    static void install(Channel channel, Entrance entrance, Client client) {
        ByteWatch watch = new ByteWatch();
        int headSize = entrance.rules().get().limits().headerSize();
        channel.pipeline().addLast(watch, codec(headSize), new Http1Handler(channel, entrance, client, watch));
    }

    /**
     * Stops decoding behind the message that is being told: what comes from now on may be no HTTP, and reaches the handler as bytes.
     */
    static void pause(Channel channel) {
        channel.pipeline().get(HttpServerCodec.class).removeInboundHandler();
    }

    /** It was HTTP after all: decodes again. To be called when the last response was written. */
    static void resume(Channel channel, int headSize) {
        channel.pipeline().replace(HttpServerCodec.class, null, codec(headSize));
    }

    /** Takes the codec out for good, after {@link #pause}: the side stands in its place. */
    static void toTunnel(Channel channel, ChannelSide side) {
        ChannelPipeline pipeline = channel.pipeline();
        pipeline.addAfter(pipeline.context(HttpServerCodec.class).name(), null, side);
        pipeline.remove(HttpServerCodec.class);
        pipeline.remove(ByteWatch.class);
    }

    private static HttpServerCodec codec(int headSize) {
        HttpDecoderConfig config = new HttpDecoderConfig()
                .setMaxInitialLineLength(headSize)
                .setMaxHeaderSize(headSize)
                .setMaxChunkSize(MAX_PART)
                .setInitialBufferSize(512)
                .setHeadersFactory(FlatHeaders.FACTORY)
                .setTrailersFactory(FlatHeaders.FACTORY)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true)
                .setAllowDuplicateContentLengths(false);
        return new HttpServerCodec(config, MAX_PIPELINE_DEPTH);
    }
}
