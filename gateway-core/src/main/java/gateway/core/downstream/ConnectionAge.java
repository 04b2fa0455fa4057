package gateway.core.downstream;

import gateway.core.config.ListenerConfig.ConnectionConfig;
import gateway.core.config.TimeoutConfig;

/** Whether a client connection has lived long enough, so that its next response is its last. Event-loop confined. */
final class ConnectionAge {
    private long sinceNanos;
    private long requests;

    /** The connection is there. */
    void begin(long nowNanos) {
        sinceNanos = nowNanos;
    }

    /** A request came. */
    void countRequest() {
        requests++;
    }

    boolean isOver(ConnectionConfig limits, long nowNanos) {
        return requests >= limits.maxRequests() || nowNanos - sinceNanos >= TimeoutConfig.nanos(limits.maxAge());
    }
}
