package gateway.core.proxy;

import gateway.core.channel.ByteSide;
import gateway.core.channel.ByteSideListener;
import gateway.core.config.TimeoutConfig;
import gateway.core.http.FailureReason;
import gateway.core.proxyprotocol.Endpoints;
import gateway.core.timer.Deadline;
import gateway.core.upstream.Backend;
import gateway.core.upstream.connection.ConnectionPool;
import gateway.core.upstream.connection.PendingConnection;
import gateway.core.upstream.connection.UpstreamStream;
import gateway.core.upstream.connection.UpstreamStreamListener;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import java.util.Objects;
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
        /** Without a deadline: the tunnel has one. */
        TUNNEL,
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
    private boolean requestSent;
    private boolean reading = true;

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

    /**
     * Looks for an idle connection, else opens one.
     *
     * @param mayReuse an idle one may be used
     * @param repeatable the request may be done twice, so that an idle connection of any age will do
     */
    void start(ConnectionPool pool, boolean mayReuse, boolean repeatable) {
        UpstreamStream now = !mayReuse ? null : repeatable ? pool.newStreamNow(this) : pool.newFreshStreamNow(this);
        if (now != null) {
            begin(now);
            return;
        }
        worker.arm(this, timeouts.connect());
        pending = pool.newStreamLater(this);
    }

    /** Writes the request's head, as it goes to this backend. */
    void send(HttpRequest head) {
        UpstreamStream used = stream;
        if (used != null) {
            used.write(head);
        }
    }

    /**
     * Writes what is there of the request's body, if there is a connection.
     *
     * @param complete there is no more of it: from now on the backend is waited for
     */
    void send(RequestBody body, boolean complete) {
        UpstreamStream used = stream;
        if (used != null) {
            body.writeTo(used);
            requestSent = complete;
            if (complete && phase == Phase.WAITING) {
                worker.arm(this, timeouts.responseHead());
            }
        }
    }

    void flush() {
        UpstreamStream used = stream;
        if (used != null) {
            used.flush();
        }
    }

    /** So much is on its way to the backend that the client must not send more. */
    boolean isFull(RequestBody body) {
        UpstreamStream used = stream;
        return used == null ? body.isFull() : !used.isWritable();
    }

    /** Back pressure. The backend's silence counts only while it may speak. */
    void setReading(boolean wanted) {
        UpstreamStream used = stream;
        if (used != null && reading != wanted) {
            reading = wanted;
            used.setReading(wanted);
            if (wanted) {
                worker.arm(this, timeouts.responseStall());
            } else {
                worker.wheel().disarm(this);
            }
        }
    }

    /** The backend's side of a tunnel, while {@link #onSwitchedProtocols} is told. Ends by {@link #cancel}. */
    ByteSide toTunnel(ByteSideListener tunnel) {
        phase = Phase.TUNNEL;
        worker.wheel().disarm(this);
        return Objects.requireNonNull(stream, "no connection").toTunnel(tunnel);
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

    // What the connection asks and tells.

    @Override
    public Endpoints client() {
        return exchange.client.endpoints();
    }

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
    public boolean onSwitchedProtocols(HttpResponse head) {
        return exchange.onSwitchedProtocols(this, head);
    }

    @Override
    public void onResponseHead(HttpResponse head) {
        phase = Phase.STREAMING;
        worker.arm(this, timeouts.responseStall());
        exchange.onResponseHead(this, head);
    }

    @Override
    public void onResponseBody(HttpContent part) {
        exchange.onResponseBody(this, part);
    }

    @Override
    public void onReadComplete() {
        if (phase == Phase.STREAMING && reading) {
            worker.arm(this, timeouts.responseStall());
        }
        exchange.onResponseReadComplete();
    }

    @Override
    public void onWritabilityChanged() {
        UpstreamStream used = stream;
        if (used != null && phase == Phase.WAITING) {
            // A backend that takes nothing must not hold the exchange for ever; nor one that took it all.
            if (requestSent || !used.isWritable()) {
                worker.arm(this, timeouts.responseHead());
            } else {
                worker.wheel().disarm(this);
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
            case CONNECTING -> onConnectTimeout();
            case WAITING -> fail(FailureReason.RESPONSE_TIMEOUT);
            case STREAMING -> fail(FailureReason.RESPONSE_STALLED);
            case TUNNEL, ENDED -> {}
        }
    }

    private void onConnectTimeout() {
        PendingConnection waited = pending;
        fail(waited == null ? FailureReason.CONNECT_TIMEOUT : waited.timeOut());
    }

    private void fail(FailureReason reason) {
        cancel();
        exchange.onAttemptFailed(this, reason);
    }
}
