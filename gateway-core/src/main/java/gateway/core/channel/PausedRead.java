package gateway.core.channel;

import gateway.core.timer.Deadline;
import gateway.core.timer.TimerWheel;
import io.netty.channel.Channel;
import io.netty.channel.nio.AbstractNioChannel;
import java.util.concurrent.TimeUnit;

/**
 * Sees a peer leave while it is not read. epoll and io_uring tell it; NIO tells nothing of a channel that is not read, so there it
 * is read on after a moment all the same, as far as back pressure allows: the end of the stream is seen when no more than that came
 * before it. Event-loop confined.
 */
public final class PausedRead extends Deadline {
    private static final long AFTER_NANOS = TimeUnit.MILLISECONDS.toNanos(700);
    private static final int MAX_BYTES = 256 * 1024;

    private final Channel channel;
    private final TimerWheel wheel;
    private int bytesLeft;

    public PausedRead(Channel channel, TimerWheel wheel) {
        this.channel = channel;
        this.wheel = wheel;
    }

    /** The channel tells nothing while it is not read. */
    public static boolean isNeeded(Channel channel) {
        return channel instanceof AbstractNioChannel;
    }

    /** Reading is paused from now on. */
    public void start() {
        wheel.arm(this, AFTER_NANOS);
    }

    /** Reading goes on, or the channel is gone. */
    public void stop() {
        wheel.forget(this);
        bytesLeft = 0;
    }

    @Override
    protected void onDeadline() {
        bytesLeft = MAX_BYTES;
        channel.read();
    }

    /** A read came to its end that brought so many bytes. */
    public void readComplete(int bytes) {
        if (bytesLeft > 0) {
            bytesLeft -= bytes;
            if (bytesLeft > 0) {
                channel.read();
            }
        }
    }
}
