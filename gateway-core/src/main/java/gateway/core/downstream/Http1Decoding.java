package gateway.core.downstream;

import gateway.core.channel.ChannelSide;
import gateway.core.http.Upgrade;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether what a client sends is decoded. Behind a request that asks to leave HTTP nothing is, until its answer is there: the bytes
 * may be the next request, or the first of another protocol. Event-loop confined.
 */
final class Http1Decoding {
    private final Channel channel;
    private final Entrance entrance;
    private final HeldMessages held;
    private final ByteWatch watch;
    private boolean wish;
    private boolean paused;

    Http1Decoding(Channel channel, Entrance entrance, HeldMessages held, ByteWatch watch) {
        this.channel = channel;
        this.entrance = entrance;
        this.held = held;
        this.watch = watch;
    }

    /**
     * A message came that was decoded, and was taken or held.
     *
     * @param isBusy its turn is not over, or has not begun
     */
    void passed(Object message, boolean isBusy) {
        if (message instanceof HttpRequest request) {
            wish = Upgrade.isMentioned(request) || HttpMethod.CONNECT.equals(request.method());
        }
        if (wish && message instanceof LastHttpContent) {
            wish = false;
            if (isBusy) {
                paused = true;
                Http1Pipeline.pause(channel);
            }
        }
    }

    /** Nothing is held, and the next request is awaited: what comes is decoded. */
    void resume() {
        if (paused) {
            paused = false;
            Http1Pipeline.resume(channel, entrance.rules().get().limits().headerSize());
        }
    }

    /** It is the turn of these bytes, and of all that are held behind them: decodes them. */
    void decode(ByteBuf first) {
        List<ByteBuf> parts = takeHeld();
        resume();
        ChannelHandlerContext context = channel.pipeline().context(watch);
        watch.channelRead(context, first);
        parts.forEach(part -> watch.channelRead(context, part));
        watch.channelReadComplete(context);
    }

    /** The connection leaves HTTP: all that was not decoded goes to the side. */
    void end(ChannelSide side) {
        takeHeld().forEach(side::keep);
        Http1Pipeline.toTunnel(channel, side);
    }

    /** Behind the pause only bytes are held. */
    private List<ByteBuf> takeHeld() {
        List<ByteBuf> parts = new ArrayList<>();
        while (!held.isEmpty()) {
            parts.add((ByteBuf) held.removeFirst());
        }
        return parts;
    }
}
