package gateway.core.upstream.connection;

import gateway.core.channel.ChannelSide;
import gateway.core.codec.RequestEncoder;
import gateway.core.codec.ResponseDecoder;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendLink;
import gateway.core.upstream.BackendTls;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelPipeline;
import io.netty.channel.EventLoopGroup;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Objects;
import java.util.function.IntSupplier;

/**
 * Opens connections on one event loop: the loop of the client, so that an exchange never changes threads. Event-loop confined.
 */
public final class Connector {
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
     * @param handler the last one of the pipeline; its link says what stands between the socket and HTTP
     * @param pending given the channel at once, and told when it is connected or not
     */
    void connect(Backend backend, Http1UpstreamHandler handler, PendingConnection pending) {
        SocketAddress address = backend.socketAddress();
        Bootstrap bootstrap = (address instanceof InetSocketAddress ? tcp : unix).clone();
        bootstrap.handler(new ChannelInitializer<Channel>() {
            @Override
            protected void initChannel(Channel channel) {
                addFront(channel, backend, handler, pending);
                channel.pipeline().addLast(new ResponseDecoder(maxHeadSize.getAsInt()), new RequestEncoder(), handler);
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

    /** Takes the codec out of a connection: the side stands in its place, and gets what came and was not decoded. */
    static void toTunnel(Channel channel, ChannelSide side) {
        ChannelPipeline pipeline = channel.pipeline();
        ResponseDecoder decoder = pipeline.get(ResponseDecoder.class);
        pipeline.addAfter(pipeline.context(decoder).name(), null, side);
        pipeline.remove(RequestEncoder.class);
        side.keep(decoder.takeRest());
    }

    /** What comes before HTTP. */
    private static void addFront(
            Channel channel, Backend backend, Http1UpstreamHandler handler, PendingConnection pending) {
        BackendLink link = handler.link();
        if (link.proxyProtocol() != null) {
            channel.pipeline().addLast(new ProxyHeaderSender(link.proxyProtocol(), handler.client()));
        }
        BackendTls tls = link.tls();
        if (tls != null) {
            TlsHandshake handshake = new TlsHandshake(pending, backend.trouble());
            pending.handshake(handshake);
            channel.pipeline()
                    .addLast(FailedWrites.TOLD, tls.newHandler(channel.alloc(), backend.address()), handshake);
        }
    }

    private static EventLoopGroup loop(Bootstrap bootstrap) {
        return Objects.requireNonNull(bootstrap.config().group(), "a bootstrap without its loop");
    }
}
