package gateway.core.proxy;

import java.util.concurrent.atomic.AtomicLong;

/**
 * Bytes that the whole process holds for replay and while connecting. Beyond the ceiling a request is simply not replayable.
 * Shared by all loops.
 */
public final class ReplayMemory {
    /** What one request may hold for replay. */
    static final int PER_REQUEST = 64 * 1024;

    private final AtomicLong held = new AtomicLong();
    private final long ceiling;

    public ReplayMemory(long ceiling) {
        this.ceiling = ceiling;
    }

    boolean tryTake(long bytes) {
        if (held.addAndGet(bytes) > ceiling) {
            held.addAndGet(-bytes);
            return false;
        }
        return true;
    }

    void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    public long held() {
        return held.get();
    }
}
