package gateway.core.upstream.connection;

import gateway.core.http.FailureReason;
import gateway.core.upstream.BackendTrouble;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import io.netty.util.ReferenceCountUtil;
import java.nio.channels.ClosedChannelException;
import org.jspecify.annotations.Nullable;

/**
 * Stands behind TLS until its handshake is over. What is behind it learns of a connection only when there is one: a failed handshake is
 * a connection that could not be had. Event-loop confined.
 */
final class TlsHandshake extends ChannelInboundHandlerAdapter {
    private final PendingConnection pending;
    private final BackendTrouble trouble;
    private @Nullable Throwable cause;
    private boolean over;

    TlsHandshake(PendingConnection pending, BackendTrouble trouble) {
        this.pending = pending;
        this.trouble = trouble;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        // Not yet, for those behind.
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (!over && event instanceof SslHandshakeCompletionEvent completion) {
            if (completion.isSuccess()) {
                succeed(context);
            } else {
                fail(context, completion.cause());
            }
        }
    }

    private void succeed(ChannelHandlerContext context) {
        over = true;
        trouble.none();
        context.fireChannelActive();
        context.pipeline().remove(this);
        pending.handshaken(null);
    }

    private void fail(ChannelHandlerContext context, Throwable why) {
        over = true;
        // A reset comes before the end that it causes, and says more.
        Throwable known = cause != null && why instanceof ClosedChannelException ? cause : why;
        FailureReason reason = TlsFailure.reason(known);
        if (pending.isWanted()) {
            trouble.found(TlsFailure.text(known));
        }
        context.close();
        pending.handshaken(reason);
    }

    /** The backend took the connection and then let the time pass. */
    void timedOut() {
        trouble.found("the handshake took too long");
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        // Nothing is decrypted before the handshake is over; after one that failed nothing is wanted.
        ReferenceCountUtil.release(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        // Nothing was told to those behind.
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        // As above.
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!over) {
            fail(context, new ClosedChannelException());
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable thrown) {
        cause = thrown;
        if (!over) {
            context.close();
        }
    }
}
