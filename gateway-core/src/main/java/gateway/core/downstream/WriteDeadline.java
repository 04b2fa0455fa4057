package gateway.core.downstream;

import gateway.core.timer.Deadline;
import gateway.core.timer.TimerWheel;
import io.netty.channel.Channel;

/**
 * How long a client's socket may take nothing of what was written to it. A slow client is not a stalled one: it has the whole time
 * again as long as it takes anything. Event-loop confined.
 */
final class WriteDeadline extends Deadline {
    private final TimerWheel wheel;
    private final WriteProgress progress;
    private final Runnable onStall;
    private long nanos;

    /** @param onStall called when the time is over */
    WriteDeadline(TimerWheel wheel, Channel channel, Runnable onStall) {
        this.wheel = wheel;
        this.progress = new WriteProgress(channel);
        this.onStall = onStall;
    }

    /** Something was flushed: what the socket did not take is waited for until it has taken everything. */
    void flushed(long timeoutNanos) {
        nanos = timeoutNanos;
        if (progress.isPending() && !isArmed()) {
            progress.hasMoved();
            wheel.arm(this, nanos);
        }
    }

    @Override
    protected void onDeadline() {
        if (!progress.isPending()) {
            return;
        }
        if (progress.hasMoved()) {
            wheel.arm(this, nanos);
        } else {
            onStall.run();
        }
    }

    void close() {
        wheel.forget(this);
    }
}
