package gateway.core.upstream.connection;

import gateway.core.http.FailureReason;
import gateway.core.upstream.BackendStats;
import io.netty.channel.Channel;
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

    @Override
    public void operationComplete(ChannelFuture future) {
        stats.connecting--;
        UpstreamStreamListener waiting = listener;
        Http1UpstreamHandler established = connection;
        if (future.isSuccess() && established != null) {
            if (waiting == null) {
                established.close();
            } else {
                established.open(waiting);
                waiting.onStreamReady(established);
            }
            return;
        }
        if (waiting != null) {
            stats.connectFailures++;
            waiting.onConnectFailed(
                    future.cause() instanceof ConnectTimeoutException
                            ? FailureReason.CONNECT_TIMEOUT
                            : FailureReason.CONNECT_REFUSED);
        }
    }
}
