package gateway.core.timer;

import org.jspecify.annotations.Nullable;

/**
 * Something that happens unless it is disarmed in time. Belongs to one {@link TimerWheel} and its event loop; kept by its owner
 * and armed again and again, so that a time-out costs no allocation.
 */
public abstract class Deadline {
    static final long NEVER = Long.MAX_VALUE;

    long atNanos = NEVER;
    int slot = -1;

    @Nullable
    Deadline previous;

    @Nullable
    Deadline next;

    /** Called once on the event loop, at most one tick late. May arm itself again. */
    protected abstract void onDeadline();

    /** Armed and not yet fired. */
    public final boolean isArmed() {
        return atNanos != NEVER;
    }
}
