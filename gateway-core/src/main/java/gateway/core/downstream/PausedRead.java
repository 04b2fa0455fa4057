package gateway.core.downstream;

import gateway.core.timer.Deadline;
import gateway.core.timer.TimerWheel;
import io.netty.channel.Channel;
import io.netty.channel.nio.AbstractNioChannel;
import java.util.concurrent.TimeUnit;

/**
 * Sees a client leave while it is not read. epoll and io_uring tell it; NIO tells nothing of a channel that is not read, so there a
 * little is read now and then all the same, and so much in all that back pressure still holds. Event-loop confined.
 */
final class PausedRead extends Deadline {
    private static final long EVERY_NANOS = TimeUnit.MILLISECONDS.toNanos(400);
    /** Of 64 KiB at most. */
    private static final int MAX_READS = 8;

    private final Channel channel;
    private final TimerWheel wheel;
    private int readsLeft;
    private boolean again;

    PausedRead(Channel channel, TimerWheel wheel) {
        this.channel = channel;
        this.wheel = wheel;
    }

    static boolean isNeeded(Channel channel) {
        return channel instanceof AbstractNioChannel;
    }

    /** Reading is paused from now on. */
    void start() {
        readsLeft = MAX_READS;
        wheel.arm(this, EVERY_NANOS);
    }

    void stop() {
        wheel.forget(this);
        again = false;
    }

    /** What was read before the end of the stream hides it: one look behind that. */
    void readComplete(boolean bytesCame) {
        if (again && bytesCame) {
            read();
        }
        again = false;
    }

    @Override
    protected void onDeadline() {
        if (readsLeft > 0) {
            wheel.arm(this, EVERY_NANOS);
            again = true;
            read();
        }
    }

    private void read() {
        readsLeft--;
        channel.read();
    }
}
