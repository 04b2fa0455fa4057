package gateway.core.upstream.connection;

import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Stands between TLS and the socket: TLS does not tell those behind it that a record could not be written. Has no state.
 */
@Sharable
final class FailedWrites extends ChannelOutboundHandlerAdapter {
    static final FailedWrites TOLD = new FailedWrites();

    private FailedWrites() {}

    @Override
    public void write(ChannelHandlerContext context, Object record, ChannelPromise promise) {
        context.write(record, promise.unvoid().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE));
    }
}
