package gateway.core.upstream.balance;

import java.util.concurrent.atomic.AtomicLong;

/** How far a pool's balancing has come: one number for all event loops and all balancers that the pool ever has. */
final class Cursor {
    // A long, since a number that wraps around would break the order once.
    private final AtomicLong next;

    /** @param first not negative */
    Cursor(long first) {
        next = new AtomicLong(first);
    }

    /** A place in a list of this size; each call gets the place after that of the call before. */
    int advance(int size) {
        return (int) (next.getAndIncrement() % size);
    }

    /** The next calls begin this many places later. */
    void skip(int places) {
        next.getAndAdd(places);
    }
}
