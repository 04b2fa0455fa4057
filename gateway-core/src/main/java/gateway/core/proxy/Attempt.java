package gateway.core.proxy;

import gateway.core.config.TimeoutConfig;
import gateway.core.http.FailureReason;
import gateway.core.timer.Deadline;
import gateway.core.upstream.Backend;
import gateway.core.upstream.connection.ConnectionPool;
import gateway.core.upstream.connection.PendingConnection;
import gateway.core.upstream.connection.UpstreamStream;
import gateway.core.upstream.connection.UpstreamStreamListener;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/**
 * One try of an exchange on one backend: waits for a connection, sends, and watches the time. Tells the exchange what happens, or
 * once that it failed. Event-loop confined.
 */
final class Attempt extends Deadline implements UpstreamStreamListener {
    /** What a deadline of this attempt means when it fires. */
    private enum Phase {
        CONNECTING,
        WAITING,
        STREAMING,
        ENDED
    }

    private final Exchange exchange;
    private final Worker worker;
    private final Backend backend;
    private final TimeoutConfig timeouts;
    private Phase phase = Phase.CONNECTING;
    private @Nullable PendingConnection pending;
    private @Nullable UpstreamStream stream;
    private boolean reused;

    Attempt(Exchange exchange, Worker worker, Backend backend, TimeoutConfig timeouts) {
        this.exchange = exchange;
        this.worker = worker;
        this.backend = backend;
        this.timeouts = timeouts;
        backend.beginRequest();
    }

    Backend backend() {
        return backend;
    }

    /** It was, or is, on a connection that had served before. */
    boolean isReused() {
        return reused;
    }

    /** Null while there is no connection, and after the end. */
    @Nullable
    UpstreamStream stream() {
        return stream;
    }

    /**
     * Looks for an idle connection, else opens one.
     *
     * @param mayReuse an idle one may be used
     * @param idempotent doing it twice is as doing it once, so that an idle connection of any age will do
     */
    void start(ConnectionPool pool, boolean mayReuse, boolean idempotent) {
        UpstreamStream now = !mayReuse ? null : idempotent ? pool.newStreamNow(this) : pool.newFreshStreamNow(this);
        if (now != null) {
            begin(now);
            return;
        }
        arm(TimeoutConfig.nanos(timeouts.connect()));
        pending = pool.newStreamLater(this);
    }

    /** The whole request is on its way: from now on the backend is waited for. */
    void requestSent() {
        if (phase == Phase.WAITING) {
            arm(TimeoutConfig.nanos(timeouts.responseHead()));
        }
    }

    /** The response was read to its end. */
    void release() {
        UpstreamStream used = end();
        if (used != null) {
            used.release();
        }
    }

    /** The response is not wanted any more. */
    void cancel() {
        PendingConnection waited = pending;
        UpstreamStream used = end();
        if (used != null) {
            used.cancel();
        } else if (waited != null) {
            waited.cancel();
        }
    }

    /** Ends the account of this attempt, once. */
    private @Nullable UpstreamStream end() {
        if (phase == Phase.ENDED) {
            return null;
        }
        phase = Phase.ENDED;
        worker.wheel().forget(this);
        backend.endRequest();
        UpstreamStream used = stream;
        stream = null;
        pending = null;
        return used;
    }

    private void arm(long nanos) {
        worker.wheel().arm(this, nanos);
    }

    // What the connection tells.

    @Override
    public void onStreamReady(UpstreamStream ready) {
        pending = null;
        begin(ready);
        ready.flush();
    }

    /** Has a connection; what is written now is flushed when the client's read is over. */
    private void begin(UpstreamStream ready) {
        stream = ready;
        reused = ready.isReused();
        phase = Phase.WAITING;
        worker.wheel().disarm(this);
        exchange.onStreamReady(this);
    }

    @Override
    public void onConnectFailed(FailureReason reason) {
        pending = null;
        fail(reason);
    }

    @Override
    public void onInterimHead(HttpResponse head) {
        exchange.onInterimHead(head);
    }

    @Override
    public void onResponseHead(HttpResponse head) {
        phase = Phase.STREAMING;
        arm(TimeoutConfig.nanos(timeouts.responseStall()));
        exchange.onResponseHead(this, head);
    }

    @Override
    public void onResponseBody(HttpContent part) {
        exchange.onResponseBody(this, part);
    }

    @Override
    public void onReadComplete() {
        if (phase == Phase.STREAMING) {
            arm(TimeoutConfig.nanos(timeouts.responseStall()));
        }
        exchange.onResponseReadComplete();
    }

    @Override
    public void onWritabilityChanged() {
        UpstreamStream used = stream;
        if (used != null && phase == Phase.WAITING) {
            // A backend that takes nothing must not hold the exchange for ever.
            if (used.isWritable()) {
                worker.wheel().disarm(this);
            } else {
                arm(TimeoutConfig.nanos(timeouts.responseHead()));
            }
        }
        exchange.updateReading();
    }

    @Override
    public void onStreamFailed(FailureReason reason) {
        stream = null;
        fail(reason);
    }

    @Override
    protected void onDeadline() {
        switch (phase) {
            case CONNECTING -> fail(FailureReason.CONNECT_TIMEOUT);
            case WAITING -> fail(FailureReason.RESPONSE_TIMEOUT);
            case STREAMING -> onStall();
            case ENDED -> {}
        }
    }

    /** Silence is the backend's fault only while the client lets it speak. */
    private void onStall() {
        if (exchange.isClientReading()) {
            fail(FailureReason.RESPONSE_STALLED);
        } else {
            arm(TimeoutConfig.nanos(timeouts.responseStall()));
        }
    }

    private void fail(FailureReason reason) {
        cancel();
        exchange.onAttemptFailed(this, reason);
    }
}
