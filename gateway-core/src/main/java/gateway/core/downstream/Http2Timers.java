package gateway.core.downstream;

import gateway.core.config.TimeoutConfig;
import gateway.core.timer.Deadline;
import gateway.core.timer.TimerWheel;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** The time-outs of one HTTP/2 connection as a whole; those of a stream are its own. Event-loop confined. */
final class Http2Timers {
    /** What the client is waited for. */
    enum Waiting {
        NOTHING,
        /** A request, while none is being served: GOAWAY and close. */
        REQUEST,
        /** The end of a header block, absolute. */
        HEAD,
        /** The end of a connection that gets no more answers: close. */
        END
    }

    /** How long what a client still sends is thrown away before a connection is closed. */
    private static final Duration LINGER = Duration.ofSeconds(2);
    /** A request that was on its way when the client was told to send no more comes within this. */
    private static final Duration DRAIN_GRACE = Duration.ofSeconds(1);

    private final TimerWheel wheel;
    private final Http2Handler connection;
    private final Deadline inbound = new Deadline() {
        @Override
        protected void onDeadline() {
            connection.onTimeout(waiting);
        }
    };
    private final Deadline drain = new Deadline() {
        @Override
        protected void onDeadline() {
            connection.endDrain();
        }
    };
    private final Deadline age = new Deadline() {
        @Override
        protected void onDeadline() {
            connection.drain();
        }
    };
    private Waiting waiting = Waiting.NOTHING;
    private long block;

    Http2Timers(TimerWheel wheel, Http2Handler connection) {
        this.wheel = wheel;
        this.connection = connection;
    }

    void begin(Duration maxAge) {
        wheel.arm(age, TimeoutConfig.nanos(maxAge));
    }

    /**
     * What the client is waited for now.
     *
     * @param inBlock a header block has begun and not ended
     * @param blocks how many have begun
     * @param isIdle there is no stream
     */
    void update(boolean inBlock, long blocks, boolean isIdle, TimeoutConfig timeouts) {
        if (waiting == Waiting.END) {
            return;
        }
        if (inBlock) {
            if (waiting != Waiting.HEAD || block != blocks) {
                block = blocks;
                arm(Waiting.HEAD, timeouts.clientHead());
            }
        } else if (!isIdle) {
            waitForNothing();
        } else if (waiting != Waiting.REQUEST) {
            // Frames that are no requests do not keep a connection.
            arm(Waiting.REQUEST, timeouts.clientIdle());
        }
    }

    void waitForEnd() {
        arm(Waiting.END, LINGER);
    }

    void waitForLastRequests() {
        wheel.arm(drain, DRAIN_GRACE.toNanos());
    }

    private void waitForNothing() {
        if (waiting != Waiting.NOTHING) {
            waiting = Waiting.NOTHING;
            wheel.disarm(inbound);
        }
    }

    private void arm(Waiting what, @Nullable Duration time) {
        waiting = what;
        wheel.arm(inbound, TimeoutConfig.nanos(time));
    }

    void close() {
        waiting = Waiting.NOTHING;
        wheel.forget(inbound);
        wheel.forget(drain);
        wheel.forget(age);
    }
}
