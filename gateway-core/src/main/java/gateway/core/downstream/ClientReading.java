package gateway.core.downstream;

import gateway.core.channel.PausedRead;
import gateway.core.timer.TimerWheel;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/**
 * Whether a client is read: when its body is wanted and there is room for what it sends before its turn; and whether it sends its
 * body fast enough while it may. Event-loop confined.
 */
final class ClientReading {
    private final Channel channel;
    private final TimerWheel wheel;
    private final HeldMessages held;
    private final ClientTimers timers;
    private final BodyPace pace = new BodyPace();
    private boolean bodyWanted = true;
    private boolean undecoded;
    private @Nullable PausedRead paused;

    ClientReading(Channel channel, TimerWheel wheel, HeldMessages held, ClientTimers timers) {
        this.channel = channel;
        this.wheel = wheel;
        this.held = held;
        this.timers = timers;
    }

    /** A body is to come. */
    void beginBody() {
        pace.begin();
        timers.waitForBody();
    }

    /** A part of the body came that is not the last one; true when it comes too slowly to go on. */
    boolean isTooSlow(int size) {
        waitForBody();
        return pace.isTooSlow(wheel.now(), size);
    }

    /** The client gets its answer: it may take its time. */
    void endPace() {
        pace.end();
    }

    /** Back pressure of the body that comes. */
    void setBodyWanted(boolean wanted) {
        if (bodyWanted != wanted) {
            bodyWanted = wanted;
            pace.resume();
            update();
            waitForBody();
        }
    }

    /** The client's silence counts only while it may speak. */
    private void waitForBody() {
        if (bodyWanted) {
            timers.waitForBody();
        } else {
            timers.waitForNothing();
        }
    }

    /** No body is in the way of reading. */
    void resume() {
        bodyWanted = true;
        update();
    }

    /** Back pressure of what is not decoded before an answer is there. */
    void setUndecoded(boolean newUndecoded) {
        undecoded = newUndecoded;
        update();
    }

    /** To be called when what is held has changed. */
    void update() {
        boolean wanted = bodyWanted && !undecoded && !held.isFull();
        if (channel.config().isAutoRead() == wanted) {
            return;
        }
        channel.config().setAutoRead(wanted);
        if (wanted) {
            close();
        } else if (PausedRead.isNeeded(channel)) {
            paused = new PausedRead(channel, wheel);
            paused.start();
        }
    }

    void readComplete(int bytes) {
        PausedRead current = paused;
        if (current != null) {
            current.readComplete(bytes);
        }
    }

    void close() {
        PausedRead current = paused;
        if (current != null) {
            current.stop();
            paused = null;
        }
    }
}
