package gateway.core.downstream;

import gateway.core.config.TimeoutConfig;
import gateway.core.proxy.Client;
import gateway.core.timer.Deadline;
import gateway.core.timer.TimerWheel;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http2.Http2CodecUtil;
import io.netty.util.ReferenceCountUtil;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * The beginning of a connection without TLS on which a client may speak either version: HTTP/2 begins with a preface that no
 * HTTP/1 request begins with (RFC 9113 section 3.3). Makes room for the one that it is. A client that asks for an upgrade by a
 * field gets HTTP/1.1. Event-loop confined.
 */
final class PrefaceDetector extends ChannelInboundHandlerAdapter implements ClientConnection {
    private static final ByteBuf PREFACE = Http2CodecUtil.connectionPrefaceBuf();
    /** Who was silent for so long has no request on its way, so that a gateway that drains may close the connection. */
    private static final Duration DRAIN_GRACE = Duration.ofSeconds(1);

    private final Channel channel;
    private final Entrance entrance;
    private final Client client;
    private final TimerWheel wheel;
    private final Deadline patience = new Deadline() {
        @Override
        protected void onDeadline() {
            onSilence();
        }
    };
    private ByteBuf seen = Unpooled.EMPTY_BUFFER;
    private boolean opened;

    PrefaceDetector(Channel channel, Entrance entrance, Client client) {
        this.channel = channel;
        this.entrance = entrance;
        this.client = client;
        this.wheel = entrance.worker().wheel();
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        if (channel.isActive()) {
            open();
        }
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        open();
    }

    private void open() {
        if (opened) {
            return;
        }
        opened = true;
        wheel.refresh();
        entrance.connections().add(this);
        if (entrance.connections().isDraining()) {
            drain();
        } else {
            wait(entrance.rules().get().timeouts().clientIdle());
        }
    }

    private void wait(@Nullable Duration time) {
        wheel.arm(patience, TimeoutConfig.nanos(time));
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        ByteBuf bytes = (ByteBuf) message;
        boolean isFirst = !seen.isReadable();
        seen = isFirst ? bytes : Unpooled.wrappedBuffer(seen, bytes);
        int compared = Math.min(seen.readableBytes(), PREFACE.readableBytes());
        if (!startsLikePreface(compared)) {
            Http1Pipeline.install(channel, entrance, client);
            handOver(context);
        } else if (compared == PREFACE.readableBytes()) {
            Http2Pipeline.install(channel, entrance, client);
            handOver(context);
        } else if (isFirst) {
            wheel.refresh();
            wait(entrance.rules().get().timeouts().clientHead());
        }
    }

    private boolean startsLikePreface(int compared) {
        for (int i = 0; i < compared; i++) {
            if (seen.getByte(seen.readerIndex() + i) != PREFACE.getByte(i)) {
                return false;
            }
        }
        return true;
    }

    private void handOver(ChannelHandlerContext context) {
        ByteBuf bytes = seen;
        seen = Unpooled.EMPTY_BUFFER;
        leave();
        context.fireChannelRead(bytes);
        context.pipeline().remove(this);
    }

    private void leave() {
        wheel.forget(patience);
        entrance.connections().remove(this);
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        leave();
        seen.release();
        seen = Unpooled.EMPTY_BUFFER;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (cause instanceof IOException) {
            channel.close();
        } else {
            context.fireExceptionCaught(cause);
        }
    }

    /** Nothing came: silent close. Something came, but not the whole of it: it may have become an HTTP/1 request. */
    private void onSilence() {
        if (!seen.isReadable()) {
            channel.close();
            return;
        }
        leave();
        Http1Handler http1 = Http1Pipeline.install(channel, entrance, client);
        ReferenceCountUtil.release(seen);
        seen = Unpooled.EMPTY_BUFFER;
        channel.pipeline().remove(this);
        http1.onInboundTimeout(ClientTimers.Waiting.HEAD);
    }

    @Override
    public void drain() {
        if (!seen.isReadable()) {
            wait(DRAIN_GRACE);
        }
    }

    @Override
    public void stop() {
        channel.close();
    }
}
