package gateway.core.downstream;

import java.util.concurrent.TimeUnit;

/**
 * How fast a request's body comes: a client that sends a byte now and then never stalls, yet it holds a connection of the backend
 * (behaviour 3.10, min_rate). Looked at over windows, so that a fast beginning earns nothing. Event-loop confined.
 */
final class BodyPace {
    private static final long WINDOW_NANOS = TimeUnit.SECONDS.toNanos(10);
    private static final int MIN_BYTES_PER_SECOND = 240;

    private boolean isWatching;
    private boolean hasWindow;
    private long windowNanos;
    private long bytes;

    /** A body is about to come: the time begins with its first part. */
    void begin() {
        isWatching = true;
        hasWindow = false;
    }

    /** The client had to wait: the time begins anew with the next part. */
    void resume() {
        hasWindow = false;
    }

    /** From here on the client has its answer, and may take its time. */
    void end() {
        isWatching = false;
    }

    /** A part came that is not the last one; true when the client sends too slowly to go on. */
    boolean isTooSlow(long nowNanos, int size) {
        if (!isWatching) {
            return false;
        }
        if (!hasWindow) {
            beginWindow(nowNanos);
            return false;
        }
        bytes += size;
        long elapsedNanos = nowNanos - windowNanos;
        if (elapsedNanos < WINDOW_NANOS) {
            return false;
        }
        boolean isTooSlow = bytes < MIN_BYTES_PER_SECOND * TimeUnit.NANOSECONDS.toSeconds(elapsedNanos);
        beginWindow(nowNanos);
        return isTooSlow;
    }

    private void beginWindow(long nowNanos) {
        hasWindow = true;
        windowNanos = nowNanos;
        bytes = 0;
    }
}
