package gateway.core.upstream.connection;

import gateway.core.http.FailureReason;
import gateway.core.upstream.BackendStats;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ConnectTimeoutException;
import org.jspecify.annotations.Nullable;

/** A connection on its way, and the attempt that waits for it. Event-loop confined. */
public final class PendingConnection implements ChannelFutureListener {
    private final BackendStats.Cell stats;
    private @Nullable UpstreamStreamListener listener;
    private @Nullable Http1UpstreamHandler connection;
    private @Nullable Channel channel;

    PendingConnection(UpstreamStreamListener listener, BackendStats.Cell stats) {
        this.listener = listener;
        this.stats = stats;
    }

    void connection(Http1UpstreamHandler handler) {
        connection = handler;
    }

    void channel(Channel connecting) {
        channel = connecting;
    }

    /** The attempt does not wait any more; a connection that is still on its way is given up. */
    public void cancel() {
        listener = null;
        Channel connecting = channel;
        if (connecting != null) {
            connecting.close();
        }
    }

    /** The backend had its time to take the connection. */
    public void timeOut() {
        if (listener != null) {
            stats.connectFailures++;
        }
        cancel();
    }

    @Override
    public void operationComplete(ChannelFuture future) {
        stats.connecting--;
        UpstreamStreamListener waiting = listener;
        Http1UpstreamHandler established = connection;
        listener = null;
        if (established != null) {
            established.refreshClock();
        }
        if (future.isSuccess() && established != null) {
            if (waiting == null) {
                established.close();
            } else {
                begin(waiting, established);
            }
        } else if (waiting != null) {
            stats.connectFailures++;
            waiting.onConnectFailed(reason(future.cause()));
        }
    }

    /** Netty only logs what a future's listener throws; here it would leave a request without an end. */
    private static void begin(UpstreamStreamListener waiting, Http1UpstreamHandler established) {
        established.open(waiting);
        try {
            waiting.onStreamReady(established);
        } catch (RuntimeException | AssertionError e) {
            established.onBug(e);
        }
    }

    /** Why a connection could not be had. */
    static FailureReason reason(@Nullable Throwable cause) {
        if (cause instanceof ConnectTimeoutException) {
            return FailureReason.CONNECT_TIMEOUT;
        }
        // There is no socket to be had, so that no other backend can be reached either.
        return cause instanceof ChannelException ? FailureReason.OVERLOADED : FailureReason.CONNECT_REFUSED;
    }
}
