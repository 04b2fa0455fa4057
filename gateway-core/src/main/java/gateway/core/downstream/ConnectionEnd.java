package gateway.core.downstream;

import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;

/** The three ways to end a client's connection. */
final class ConnectionEnd {
    private ConnectionEnd() {}

    /** Nothing more comes from the client: closes when it has taken everything. */
    static void closeAfterFlush(Channel channel) {
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /**
     * The client still sends: closing now would make the kernel throw the answer away (RFC 9112 section 9.6). So the sending side is
     * closed when the client has taken everything; the caller throws away what comes, and closes after a while.
     *
     * @param onShutdown the sending side is closed
     */
    static void linger(Channel channel, Runnable onShutdown) {
        channel.config().setAutoRead(true);
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            SslHandler tls = channel.pipeline().get(SslHandler.class);
            if (flushed.isSuccess() && tls != null) {
                // From here nobody decrypts: what comes is thrown away as it is.
                channel.pipeline().addFirst(new Discard());
                tls.closeOutbound().addListener(said -> shutdown(channel, said.isSuccess(), onShutdown));
            } else {
                shutdown(channel, flushed.isSuccess(), onShutdown);
            }
        });
    }

    private static void shutdown(Channel channel, boolean isFlushed, Runnable onShutdown) {
        if (isFlushed && channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
            onShutdown.run();
        } else {
            channel.close();
        }
    }

    /** The client must see at once that something is wrong: what it was sent and has not taken is lost. */
    static void reset(Channel channel) {
        channel.config().setOption(ChannelOption.SO_LINGER, 0);
        ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
        if (tls == null) {
            channel.close();
        } else {
            // Past the handler of TLS: its close_notify would say that all is well.
            tls.close();
        }
    }

    /** Throws away what comes. */
    private static final class Discard extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext context, Object message) {
            ReferenceCountUtil.release(message);
        }
    }
}
