package gateway.core.downstream;

import gateway.core.timer.TimerWheel;
import io.netty.channel.Channel;
import org.jspecify.annotations.Nullable;

/** Whether a client is read: when its body is wanted and there is room for what it sends before its turn. Event-loop confined. */
final class ClientReading {
    private final Channel channel;
    private final TimerWheel wheel;
    private final HeldMessages held;
    private boolean bodyWanted = true;
    private @Nullable PausedRead paused;

    ClientReading(Channel channel, TimerWheel wheel, HeldMessages held) {
        this.channel = channel;
        this.wheel = wheel;
        this.held = held;
    }

    boolean isBodyWanted() {
        return bodyWanted;
    }

    void wantBody(boolean wanted) {
        bodyWanted = wanted;
        update();
    }

    /** To be called when what is held has changed. */
    void update() {
        boolean wanted = bodyWanted && !held.isFull();
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

    void readComplete(boolean bytesCame) {
        PausedRead current = paused;
        if (current != null) {
            current.readComplete(bytesCame);
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
