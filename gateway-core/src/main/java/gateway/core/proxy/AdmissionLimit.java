package gateway.core.proxy;

import java.util.concurrent.atomic.AtomicLong;

/** How many exchanges may be in flight in the process. Shared by all loops; exact. */
public final class AdmissionLimit {
    private final AtomicLong inFlight = new AtomicLong();
    private volatile long limit;

    public AdmissionLimit(long limit) {
        this.limit = limit;
    }

    public void setLimit(long newLimit) {
        limit = newLimit;
    }

    /** Counts an exchange in; false when there are too many. */
    boolean tryEnter() {
        if (inFlight.incrementAndGet() > limit) {
            inFlight.decrementAndGet();
            return false;
        }
        return true;
    }

    void leave() {
        long left = inFlight.decrementAndGet();
        assert left >= 0 : "an exchange left twice";
    }

    public long inFlight() {
        return inFlight.get();
    }
}
