package gateway.server.metrics;

/**
 * How often each {@link RequestOutcome} happened: a small open hash table, since a route sees few of the many that are possible.
 * Written by one event loop, read by anyone; a reader may be a moment behind.
 */
final class OutcomeCounts {
    private static final int INITIAL_SLOTS = 8;

    /** A volatile write shows the reader what a new table, or a new key, holds. */
    private volatile Table table = new Table(new int[INITIAL_SLOTS], new long[INITIAL_SLOTS]);

    private int used;

    /** Loop. */
    void increment(int outcome) {
        Table current = table;
        int slot = current.slot(outcome);
        if (current.keys[slot] == 0) {
            add(outcome);
        } else {
            current.counts[slot]++;
        }
    }

    /** The outcomes that happened, in no order. */
    void forEach(Reader reader) {
        Table current = table;
        for (int slot = 0; slot < current.keys.length; slot++) {
            if (current.keys[slot] != 0) {
                reader.read(current.keys[slot], current.counts[slot]);
            }
        }
    }

    private void add(int outcome) {
        Table next = table;
        if (++used * 2 > next.keys.length) {
            next = next.doubled();
        }
        int slot = next.slot(outcome);
        next.counts[slot] = 1;
        next.keys[slot] = outcome;
        table = next;
    }

    /** Takes one outcome and how often it happened. */
    interface Reader {
        void read(int outcome, long count);
    }

    /** A key of 0 is a free slot; at most half of the slots are taken, so that a search ends. */
    private static final class Table {
        final int[] keys;
        final long[] counts;

        Table(int[] keys, long[] counts) {
            this.keys = keys;
            this.counts = counts;
        }

        /** Where the key is or would be. */
        int slot(int key) {
            int mask = keys.length - 1;
            int slot = ((key * 0x9E3779B9) >>> 16) & mask;
            while (keys[slot] != key && keys[slot] != 0) {
                slot = (slot + 1) & mask;
            }
            return slot;
        }

        Table doubled() {
            Table larger = new Table(new int[keys.length * 2], new long[keys.length * 2]);
            for (int slot = 0; slot < keys.length; slot++) {
                if (keys[slot] != 0) {
                    int target = larger.slot(keys[slot]);
                    larger.keys[target] = keys[slot];
                    larger.counts[target] = counts[slot];
                }
            }
            return larger;
        }
    }
}
