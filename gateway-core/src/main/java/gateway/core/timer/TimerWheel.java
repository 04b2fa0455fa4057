package gateway.core.timer;

import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The deadlines of one event loop, checked every {@link #TICK_NANOS}. Arming, re-arming and disarming are a few stores; a deadline
 * that is moved later stays in its slot and is moved when its slot comes up. Event-loop confined: no locks.
 *
 * <p>Its owner calls {@link #tick()} every tick.
 */
public final class TimerWheel {
    /** How coarse it is: a deadline fires up to this much late. */
    public static final long TICK_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final int SLOTS = 512;

    private final @Nullable Deadline[] slots = new Deadline[SLOTS];
    private final LongSupplier clock;
    private final long origin;
    private long tickedTo;
    private int linked;
    private long now;
    private @Nullable RuntimeException failure;

    /**
     * An empty wheel.
     *
     * @param clock nanoseconds, never going back
     */
    public TimerWheel(LongSupplier clock) {
        this.clock = clock;
        this.origin = clock.getAsLong();
        this.now = origin;
    }

    /**
     * Nanoseconds of the wheel's clock as of the event that is being handled: reading the clock costs more than a header, so it is
     * read once for each burst of bytes and each tick.
     */
    public long now() {
        return now;
    }

    /** Reads the clock: to be called where the handling of an event begins. */
    public void refresh() {
        now = clock.getAsLong();
    }

    /** Nothing is in it, so nobody needs to tick. */
    public boolean isEmpty() {
        return linked == 0;
    }

    /**
     * Fires the deadline after the delay, unless it is armed again or disarmed before.
     *
     * @param delayNanos {@code Long.MAX_VALUE} never fires
     */
    public void arm(Deadline deadline, long delayNanos) {
        if (delayNanos == Long.MAX_VALUE) {
            disarm(deadline);
            return;
        }
        long at = now + delayNanos;
        deadline.atNanos = at;
        if (deadline.slot < 0) {
            link(deadline, slotOf(at));
            return;
        }
        long slotTime = timeOf(deadline.slot);
        if (at - slotTime < 0) {
            unlink(deadline);
            link(deadline, slotOf(at));
        }
    }

    /** Does not fire any more, until it is armed again. Leaves the wheel when its slot comes up. */
    public void disarm(Deadline deadline) {
        deadline.atNanos = Deadline.NEVER;
    }

    /** Disarms and leaves the wheel at once: for deadlines that are not used again. */
    public void forget(Deadline deadline) {
        deadline.atNanos = Deadline.NEVER;
        if (deadline.slot >= 0) {
            unlink(deadline);
        }
    }

    /**
     * Fires what is due. A deadline that throws does not keep the others from firing.
     *
     * @throws RuntimeException the first that a deadline threw, after all have fired
     */
    public void tick() {
        refresh();
        long target = (now - origin) / TICK_NANOS;
        // After a long pause one turn over all slots sees everything.
        for (long tick = Math.max(tickedTo + 1, target - SLOTS + 1); tick <= target; tick++) {
            tickedTo = tick;
            turn((int) (tick & (SLOTS - 1)));
        }
        RuntimeException thrown = failure;
        if (thrown != null) {
            failure = null;
            throw thrown;
        }
    }

    /** Empties a slot; nothing can be linked into it meanwhile, since it has just become the furthest but one. */
    private void turn(int slot) {
        for (Deadline deadline = slots[slot]; deadline != null; deadline = slots[slot]) {
            unlink(deadline);
            if (deadline.isArmed()) {
                fireOrMove(deadline);
            }
        }
    }

    private void fireOrMove(Deadline deadline) {
        if (deadline.atNanos - now <= 0) {
            deadline.atNanos = Deadline.NEVER;
            fire(deadline);
        } else {
            link(deadline, slotOf(deadline.atNanos));
        }
    }

    private void fire(Deadline deadline) {
        try {
            deadline.onDeadline();
        } catch (RuntimeException | AssertionError e) {
            if (failure == null) {
                failure = e instanceof RuntimeException bug ? bug : new IllegalStateException(e);
            }
        }
    }

    private int slotOf(long atNanos) {
        long tick = (atNanos - origin) / TICK_NANOS + 1;
        long nearest = tickedTo + 1;
        long furthest = tickedTo + SLOTS - 1;
        return (int) (Math.max(nearest, Math.min(tick, furthest)) & (SLOTS - 1));
    }

    /** The time at which a slot comes up next. */
    private long timeOf(int slot) {
        long ticksAhead = (slot - (tickedTo + 1)) & (SLOTS - 1);
        return origin + (tickedTo + 1 + ticksAhead) * TICK_NANOS;
    }

    private void link(Deadline deadline, int slot) {
        Deadline first = slots[slot];
        deadline.slot = slot;
        deadline.previous = null;
        deadline.next = first;
        if (first != null) {
            first.previous = deadline;
        }
        slots[slot] = deadline;
        linked++;
    }

    private void unlink(Deadline deadline) {
        Deadline before = deadline.previous;
        Deadline after = deadline.next;
        if (before != null) {
            before.next = after;
        } else {
            slots[deadline.slot] = after;
        }
        if (after != null) {
            after.previous = before;
        }
        deadline.previous = null;
        deadline.next = null;
        deadline.slot = -1;
        linked--;
    }
}
