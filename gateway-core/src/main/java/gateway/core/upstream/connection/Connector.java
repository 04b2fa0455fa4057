package gateway.core.upstream.connection;

import gateway.core.channel.ChannelSide;
import gateway.core.http.FlatHeaders;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpRequestEncoder;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.function.IntSupplier;

/**
 * Opens connections on one event loop: the loop of the client, so that an exchange never changes threads. Event-loop confined.
 */
public final class Connector {
    /** Large enough that a body is passed on as it was read, not in slices. */
    private static final int MAX_PART = 256 * 1024;

    private final Bootstrap tcp;
    private final Bootstrap unix;
    private final IntSupplier maxHeadSize;

    /**
     * A connector for one loop.
     *
     * @param tcp with its loop, channel type and options
     * @param unix the same for Unix sockets
     * @param maxHeadSize bytes of a response's head
     */
    public Connector(Bootstrap tcp, Bootstrap unix, IntSupplier maxHeadSize) {
        this.tcp = tcp;
        this.unix = unix;
        this.maxHeadSize = maxHeadSize;
    }

    /**
     * Begins to connect. There is no time-out here: the attempt has one.
     *
     * @param handler the last one of the pipeline
     * @param pending given the channel at once, and told when it is connected or not
     */
    void connect(SocketAddress address, Http1UpstreamHandler handler, PendingConnection pending) {
        Bootstrap bootstrap = (address instanceof InetSocketAddress ? tcp : unix).clone();
        bootstrap.handler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                channel.pipeline().addLast(decoder(), new HttpRequestEncoder(), handler);
            }
        });
        ChannelFuture connecting = bootstrap.connect(address);
        if (connecting.isDone()) {
            // There is no channel, for want of file descriptors for example: Netty would tell it on a thread of its
            // own.
            loop(bootstrap).execute(() -> pending.operationComplete(connecting));
        } else {
            pending.channel(connecting.channel());
            connecting.addListener(pending);
        }
    }

    /** Begins to connect without a codec. */
    void open(SocketAddress address, OpenConnection connection) {
        Bootstrap bootstrap = (address instanceof InetSocketAddress ? tcp : unix).clone();
        ChannelFuture connecting = bootstrap.handler(connection).connect(address);
        if (connecting.isDone()) {
            loop(bootstrap).execute(() -> connection.operationComplete(connecting));
        } else {
            connecting.addListener(connection);
        }
    }

    /** Takes the codec out of a connection: bytes that it had read and not decoded go to the side. */
    static void toTunnel(Channel channel, ChannelSide side) {
        ChannelPipeline pipeline = channel.pipeline();
        // Right behind the decoder, which passes on what it holds when it goes.
        pipeline.addAfter(pipeline.context(ResponseDecoder.class).name(), null, side);
        pipeline.remove(ResponseDecoder.class);
        pipeline.remove(HttpRequestEncoder.class);
    }

    private static EventLoopGroup loop(Bootstrap bootstrap) {
        return Objects.requireNonNull(bootstrap.config().group(), "a bootstrap without its loop");
    }

    private ResponseDecoder decoder() {
        int headSize = maxHeadSize.getAsInt();
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
        return new ResponseDecoder(config);
    }
}
