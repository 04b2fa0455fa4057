package gateway.core.upstream;

import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;

/**
 * What passive health knows of one backend. It lives as long as the backend, and so is kept over a reload. The state and the
 * count of failures are atomics that every event loop may change; the history is the control thread's.
 *
 * <pre>
 * UP --failures in a row--> EJECTED --time over--> HALF_OPEN --one request--> TRIAL
 * HALF_OPEN, TRIAL --success--> UP        HALF_OPEN, TRIAL --failure--> EJECTED        TRIAL --no outcome--> HALF_OPEN
 * </pre>
 */
public final class BackendHealth {
    private static final AtomicReferenceFieldUpdater<BackendHealth, State> STATE =
            AtomicReferenceFieldUpdater.newUpdater(BackendHealth.class, State.class, "state");

    private volatile State state = State.UP;
    private final AtomicInteger failuresInARow = new AtomicInteger();
    private int ejections;
    private long upSinceNanos;

    BackendHealth() {}

    public State state() {
        return state;
    }

    /** Takes the step unless another thread has changed the state in between. */
    public boolean move(State from, State to) {
        return STATE.compareAndSet(this, from, to);
    }

    /** Whether a new request may go there now. A half-open backend says so to exactly one of all event loops. */
    boolean admits() {
        State now = state;
        return now == State.UP || (now == State.HALF_OPEN && move(State.HALF_OPEN, State.TRIAL));
    }

    void force(State to) {
        state = to;
    }

    /** Counts a failure; the number of them since the last success. */
    public int countFailure() {
        return failuresInARow.incrementAndGet();
    }

    /** A success. Costs a read in the good case. */
    public void resetFailures() {
        if (failuresInARow.get() != 0) {
            failuresInARow.set(0);
        }
    }

    public int failuresInARow() {
        return failuresInARow.get();
    }

    /** Ejections that still count for the length of the next one. Control thread. */
    public int ejections() {
        return ejections;
    }

    /** Control thread. */
    public void setEjections(int ejections) {
        this.ejections = ejections;
    }

    /** When it last came back; on the clock of the control thread. Control thread. */
    public long upSinceNanos() {
        return upSinceNanos;
    }

    /** Control thread. */
    public void setUpSinceNanos(long upSinceNanos) {
        this.upSinceNanos = upSinceNanos;
    }

    /** Where a backend stands between use and ejection. */
    public enum State {
        /** Takes requests. */
        UP,
        /** Left out until its time is over. */
        EJECTED,
        /** The next request tries it. */
        HALF_OPEN,
        /** One request is trying it; what became of that is not known yet. */
        TRIAL
    }
}
