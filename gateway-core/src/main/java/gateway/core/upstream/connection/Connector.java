package gateway.core.upstream.connection;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFactory;
import io.netty.channel.EventLoop;
import io.netty.channel.unix.DomainSocketAddress;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/**
 * Opens connections on one event loop: the loop of the client, so that an exchange never changes threads. Event-loop confined.
 */
public final class Connector {
    /** Large enough that a body is passed on as it was read, not in slices. */
    private static final int MAX_PART = 256 * 1024;

    private final EventLoop loop;
    private final ChannelFactory<? extends Channel> tcp;
    private final ChannelFactory<? extends Channel> unix;
    private final IntSupplier maxHeadSize;

    /**
     * A connector for one loop.
     *
     * @param tcp makes unconnected channels with their options set
     * @param unix the same for Unix sockets
     * @param maxHeadSize bytes of a response's head
     */
    public Connector(
            EventLoop loop,
            ChannelFactory<? extends Channel> tcp,
            ChannelFactory<? extends Channel> unix,
            IntSupplier maxHeadSize) {
        this.loop = loop;
        this.tcp = tcp;
        this.unix = unix;
        this.maxHeadSize = maxHeadSize;
    }

    /**
     * Begins to connect. There is no time-out here: the attempt has one.
     *
     * @param handler makes the last handler of the pipeline
     * @param pending given the channel at once, and told when it is connected or not
     */
    void connect(SocketAddress address, Supplier<Http1UpstreamHandler> handler, PendingConnection pending) {
        assert loop.inEventLoop();
        Channel channel = isUnix(address) ? unix.newChannel() : tcp.newChannel();
        channel.pipeline().addLast(codec(), handler.get());
        pending.channel(channel);
        loop.register(channel);
        channel.connect(address).addListener(pending);
    }

    private HttpClientCodec codec() {
        int headSize = maxHeadSize.getAsInt();
        HttpDecoderConfig config = new HttpDecoderConfig()
                .setMaxInitialLineLength(headSize)
                .setMaxHeaderSize(headSize)
                .setMaxChunkSize(MAX_PART)
                .setInitialBufferSize(512)
                .setStrictLineParsing(true)
                .setUseRfc9112TransferEncoding(true)
                .setAllowDuplicateContentLengths(false);
        return new HttpClientCodec(config, false, false);
    }

    private static boolean isUnix(SocketAddress address) {
        return address instanceof DomainSocketAddress || address instanceof UnixDomainSocketAddress;
    }
}
