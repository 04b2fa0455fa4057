package gateway.server.admin;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Closes a connection whose request has begun and is not whole in time: a client that sends a byte now and then is never idle, yet it
 * holds a file that a client of the gateway may need. Confined to the admin thread.
 */
final class RequestDeadline extends ChannelInboundHandlerAdapter {
    static final int SECONDS = 10;

    private @Nullable Future<?> deadline;

    /** The request is whole. */
    void met() {
        Future<?> running = deadline;
        if (running != null) {
            deadline = null;
            running.cancel(false);
        }
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object bytes) {
        if (deadline == null) {
            deadline = ctx.executor().schedule(() -> ctx.close(), SECONDS, TimeUnit.SECONDS);
        }
        ctx.fireChannelRead(bytes);
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        met();
        ctx.fireChannelInactive();
    }
}
