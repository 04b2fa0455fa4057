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
    private @Nullable TlsHandshake handshake;
    private boolean shakingHands;

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

    /** Tells how it ended, after the socket is connected. */
    void handshake(TlsHandshake awaited) {
        handshake = awaited;
    }

    /** The attempt still waits. */
    boolean isWanted() {
        return listener != null;
    }

    /** The attempt does not wait any more; a connection that is still on its way is given up. */
    public void cancel() {
        listener = null;
        Channel connecting = channel;
        if (connecting != null) {
            connecting.close();
        }
    }

    /** The backend had its time to take the connection; says in what it was too slow. */
    public FailureReason timeOut() {
        if (listener != null) {
            stats.connectFailures++;
        }
        TlsHandshake awaited = shakingHands ? handshake : null;
        if (awaited != null) {
            awaited.timedOut();
        }
        cancel();
        return awaited == null ? FailureReason.CONNECT_TIMEOUT : FailureReason.TLS_TIMEOUT;
    }

    @Override
    public void operationComplete(ChannelFuture future) {
        if (future.isSuccess() && handshake != null) {
            shakingHands = true;
        } else {
            complete(future.isSuccess() ? null : reason(future.cause()));
        }
    }

    /** {@code failure} is null when all is well. */
    void handshaken(@Nullable FailureReason failure) {
        complete(failure);
    }

    private void complete(@Nullable FailureReason failure) {
        stats.connecting--;
        UpstreamStreamListener waiting = listener;
        Http1UpstreamHandler established = connection;
        listener = null;
        if (established != null) {
            established.refreshClock();
        }
        if (failure == null && established != null) {
            if (waiting == null) {
                established.close();
            } else {
                begin(waiting, established);
            }
        } else if (waiting != null && failure != null) {
            stats.connectFailures++;
            waiting.onConnectFailed(failure);
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
