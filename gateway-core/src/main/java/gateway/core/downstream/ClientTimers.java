package gateway.core.downstream;

import gateway.core.config.TimeoutConfig;
import gateway.core.timer.Deadline;
import gateway.core.timer.TimerWheel;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * The time-outs of one client connection: one for what the client should send, one for what it should take. Event-loop confined.
 */
final class ClientTimers {
    /** What the client is waited for. */
    enum Waiting {
        /** Nothing: the turn is ours. */
        NOTHING,
        /** The first byte of a request: silent close. */
        REQUEST,
        /** The end of a request's head, absolute: 408. */
        HEAD,
        /** The next byte of a body: 408, or a cut. */
        BODY,
        /** The end of a connection that gets no more answers: close. */
        END
    }

    /** How long what a client still sends is thrown away before a connection is closed. */
    private static final Duration LINGER = Duration.ofSeconds(2);
    /** A new connection gets this much time for its first request while the gateway drains. */
    private static final Duration DRAIN_GRACE = Duration.ofSeconds(1);

    private final TimerWheel wheel;
    private final Http1Handler connection;
    private final Deadline inbound = new Deadline() {
        @Override
        protected void onDeadline() {
            connection.onInboundTimeout(waiting);
        }
    };
    private final Deadline outbound = new Deadline() {
        @Override
        protected void onDeadline() {
            onWriteTimeout();
        }
    };
    private Waiting waiting = Waiting.NOTHING;
    private boolean flushing;
    private long writeNanos;
    private long unwritten;

    ClientTimers(TimerWheel wheel, Http1Handler connection) {
        this.wheel = wheel;
        this.connection = connection;
    }

    Waiting waiting() {
        return waiting;
    }

    void waitForRequest(TimeoutConfig timeouts) {
        arm(Waiting.REQUEST, TimeoutConfig.nanos(timeouts.clientIdle()));
    }

    /** Absolute: a client that sends a byte now and then gets no more time. */
    void waitForHead(TimeoutConfig timeouts) {
        if (waiting != Waiting.HEAD) {
            arm(Waiting.HEAD, TimeoutConfig.nanos(timeouts.clientHead()));
        }
    }

    void waitForBody(TimeoutConfig timeouts) {
        arm(Waiting.BODY, TimeoutConfig.nanos(timeouts.clientBody()));
    }

    /** Nothing more is asked of the client but that it takes what was written: a slow one gets as long as it takes some. */
    void waitForFlush(TimeoutConfig timeouts) {
        waitForNothing();
        flushing = true;
        watchWrites(timeouts);
    }

    /** All is written: what the client still sends is thrown away, for a moment. */
    void waitForEnd() {
        arm(Waiting.END, LINGER.toNanos());
    }

    void waitForLastRequest() {
        arm(Waiting.REQUEST, DRAIN_GRACE.toNanos());
    }

    void waitForNothing() {
        if (waiting != Waiting.NOTHING) {
            waiting = Waiting.NOTHING;
            wheel.disarm(inbound);
        }
    }

    private void arm(Waiting what, long nanos) {
        waiting = what;
        wheel.arm(inbound, nanos);
    }

    /** The client takes no more, or takes more again. */
    void writable(boolean writable, TimeoutConfig timeouts) {
        if (!writable) {
            watchWrites(timeouts);
        } else if (!flushing) {
            wheel.disarm(outbound);
        }
    }

    private void watchWrites(TimeoutConfig timeouts) {
        writeNanos = TimeoutConfig.nanos(timeouts.clientWrite());
        unwritten = connection.unwrittenBytes();
        wheel.arm(outbound, writeNanos);
    }

    /** A slow client is not a stalled one: it has the time-out again for each byte that it takes. */
    private void onWriteTimeout() {
        long now = connection.unwrittenBytes();
        if (now < unwritten) {
            unwritten = now;
            wheel.arm(outbound, Math.max(writeNanos, TimeUnit.MILLISECONDS.toNanos(1)));
        } else {
            connection.onWriteTimeout();
        }
    }

    void close() {
        waiting = Waiting.NOTHING;
        wheel.forget(inbound);
        wheel.forget(outbound);
    }
}
