package gateway.core.downstream;

import gateway.core.http.FlatHeaders;
import gateway.core.proxy.Client;
import io.netty.channel.Channel;
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
    static Http1Handler install(Channel channel, Entrance entrance, Client client) {
        ByteWatch watch = new ByteWatch();
        int headSize = entrance.rules().get().limits().headerSize();
        Http1Handler handler = new Http1Handler(channel, entrance, client, watch);
        channel.pipeline().addLast(watch, codec(headSize), handler);
        return handler;
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
