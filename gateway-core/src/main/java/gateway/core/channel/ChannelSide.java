package gateway.core.channel;

import gateway.core.timer.TimerWheel;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole connection as a side of a tunnel. Stands where the codec stood, and tells the handlers behind it nothing but the
 * connection's end. What is read before the start is kept. Event-loop confined.
 */
public final class ChannelSide extends ChannelInboundHandlerAdapter implements ByteSide {
    private static final Logger LOG = LoggerFactory.getLogger(ChannelSide.class);

    private final Channel channel;
    private final ByteSideListener listener;
    private final @Nullable PausedRead paused;
    private final Deque<ByteBuf> early = new ArrayDeque<>(2);
    private boolean started;
    private boolean inputEnded;
    private boolean outputEnded;
    private boolean gone;
    private int burst;

    public ChannelSide(Channel channel, TimerWheel wheel, ByteSideListener listener) {
        this.channel = channel;
        this.listener = listener;
        this.paused = PausedRead.isNeeded(channel) ? new PausedRead(channel, wheel) : null;
        // Otherwise Netty closes the whole channel when the peer has sent its last byte.
        channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    }

    /** What the codec had read and not decoded; takes over the reference. Before the start. */
    public void keep(ByteBuf bytes) {
        if (bytes.isReadable()) {
            early.addLast(bytes);
        } else {
            bytes.release();
        }
    }

    @Override
    public void start() {
        started = true;
        setReading(true);
        for (ByteBuf bytes = early.pollFirst(); bytes != null; bytes = early.pollFirst()) {
            listener.onBytes(bytes);
        }
        listener.onReadComplete();
        if (inputEnded) {
            listener.onInputEnd();
        }
        if (gone) {
            listener.onGone();
        }
    }

    @Override
    public void write(ByteBuf bytes) {
        if (outputEnded) {
            bytes.release();
        } else {
            channel.write(bytes, channel.voidPromise());
        }
    }

    @Override
    public void flush() {
        channel.flush();
    }

    @Override
    public boolean isWritable() {
        return channel.isWritable();
    }

    @Override
    public void setReading(boolean wanted) {
        if (channel.config().isAutoRead() == wanted) {
            return;
        }
        channel.config().setAutoRead(wanted);
        if (paused != null) {
            if (wanted) {
                paused.stop();
            } else {
                paused.start();
            }
        }
    }

    @Override
    public void shutdownOutput() {
        if (outputEnded) {
            return;
        }
        outputEnded = true;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(flushed -> {
            SslHandler tls = channel.pipeline().get(SslHandler.class);
            if (tls == null) {
                shutdownSocket();
            } else {
                tls.closeOutbound().addListener(told -> shutdownSocket());
            }
        });
    }

    private void shutdownSocket() {
        if (channel.isActive() && channel instanceof DuplexChannel duplex) {
            duplex.shutdownOutput();
        } else {
            channel.close();
        }
    }

    @Override
    public void close() {
        outputEnded = true;
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    @Override
    public void reset() {
        outputEnded = true;
        if (channel.isOpen()) {
            channel.config().setOption(ChannelOption.SO_LINGER, 0);
            channel.close();
        }
    }

    // Netty

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!(message instanceof ByteBuf bytes)) {
            // The codec, which is gone, still ends the message that it had decoded.
            ReferenceCountUtil.release(message);
            return;
        }
        burst += bytes.readableBytes();
        if (started) {
            listener.onBytes(bytes);
        } else {
            early.addLast(bytes);
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (started) {
            listener.onReadComplete();
        }
        if (paused != null) {
            paused.readComplete(burst);
        }
        burst = 0;
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (started) {
            listener.onWritabilityChanged();
        }
    }

    /** The peer's FIN, or the end that TLS tells. */
    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if ((event instanceof ChannelInputShutdownEvent || event instanceof SslCloseCompletionEvent) && !inputEnded) {
            inputEnded = true;
            if (started) {
                listener.onInputEnd();
            }
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("a tunnel failed", cause);
        }
        // With half-closure Netty leaves a channel open that was reset; and where writing fails nothing is left to be
        // done.
        context.close();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        gone = true;
        if (paused != null) {
            paused.stop();
        }
        if (started) {
            listener.onGone();
        } else {
            release();
        }
        context.fireChannelInactive();
    }

    private void release() {
        for (ByteBuf bytes = early.pollFirst(); bytes != null; bytes = early.pollFirst()) {
            bytes.release();
        }
    }
}
