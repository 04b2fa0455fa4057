package gateway.core.downstream;

import java.util.Arrays;

/**
 * The last streams that the gateway reset: what a client sent them before it knew is no fault of its (RFC 9113 section 5.1).
 * Event-loop confined.
 */
final class GivenUpStreams {
    private static final int KEPT = 128;

    private int[] ids = {};
    private int next;

    void add(int id) {
        if (next == ids.length && next < KEPT) {
            ids = Arrays.copyOf(ids, Math.max(8, 2 * ids.length));
        }
        ids[next++ & (ids.length - 1)] = id;
        if (next == KEPT) {
            next = 0;
        }
    }

    boolean contains(int id) {
        for (int known : ids) {
            if (known == id) {
                return true;
            }
        }
        return false;
    }
}
