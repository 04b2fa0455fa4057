package gateway.core.downstream;

import gateway.core.config.TimeoutConfig;
import gateway.core.timer.Deadline;
import gateway.core.timer.TimerWheel;
import io.netty.channel.Channel;
import java.time.Duration;

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
    /** Who was silent for so long has no request on its way, so that a gateway that drains may close the connection. */
    private static final Duration DRAIN_GRACE = Duration.ofSeconds(1);

    private final TimerWheel wheel;
    private final Http1Handler connection;
    private final Deadline inbound = new Deadline() {
        @Override
        protected void onDeadline() {
            connection.onInboundTimeout(waiting);
        }
    };
    private final WriteDeadline outbound;
    private TimeoutConfig timeouts;
    private Waiting waiting = Waiting.NOTHING;
    private long freeSinceNanos;
    private long headSinceNanos;

    ClientTimers(TimerWheel wheel, Http1Handler connection, Channel channel, TimeoutConfig timeouts) {
        this.wheel = wheel;
        this.connection = connection;
        this.outbound = new WriteDeadline(wheel, channel, connection::onWriteTimeout);
        this.timeouts = timeouts;
    }

    /** A new turn follows the rules of its time. */
    void use(TimeoutConfig newTimeouts) {
        timeouts = newTimeouts;
    }

    Waiting waiting() {
        return waiting;
    }

    /** From here the connection is idle. */
    void waitForRequest() {
        freeSinceNanos = wheel.now();
        arm(Waiting.REQUEST, TimeoutConfig.nanos(timeouts.clientIdle()));
    }

    /** The gateway drains: a request that is on its way is still served. */
    void waitForLastRequest() {
        long left = DRAIN_GRACE.toNanos() - (wheel.now() - freeSinceNanos);
        if (left > 0) {
            arm(Waiting.REQUEST, left);
        } else {
            connection.onInboundTimeout(Waiting.REQUEST);
        }
    }

    /** Absolute: a client that sends a byte now and then gets no more time. */
    void waitForHead() {
        if (waiting != Waiting.HEAD) {
            headSinceNanos = wheel.now();
            arm(Waiting.HEAD, TimeoutConfig.nanos(timeouts.clientHead()));
        }
    }

    /** When a head that came in pieces began; 0 when the present one did not. To be asked once for each. */
    long takeHeadSinceNanos() {
        long since = headSinceNanos;
        headSinceNanos = 0;
        return since;
    }

    void waitForBody() {
        arm(Waiting.BODY, TimeoutConfig.nanos(timeouts.clientBody()));
    }

    void waitForEnd() {
        arm(Waiting.END, LINGER.toNanos());
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

    /** Something was flushed: what the socket did not take is waited for until it has taken everything. */
    void flushed() {
        outbound.flushed(TimeoutConfig.nanos(timeouts.clientWrite()));
    }

    void close() {
        waiting = Waiting.NOTHING;
        wheel.forget(inbound);
        outbound.close();
    }
}
