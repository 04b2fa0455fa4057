package gateway.server.metrics;

/** A histogram that one event loop writes and anyone reads; a reader may be a moment behind. */
final class HistogramCell {
    /** OpenTelemetry's for HTTP, and two below them. */
    static final long[] DURATIONS =
            millis(1, 2.5, 5, 10, 25, 50, 75, 100, 250, 500, 750, 1000, 2500, 5000, 7500, 10_000);
    /** 25 us to 10 ms. */
    static final long[] OVERHEADS = millis(0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10);

    private final long[] boundsNanos;
    private final long[] counts;
    private long sumNanos;

    /**
     * Nothing observed yet.
     *
     * @param boundsNanos upper ends of the buckets, inclusive, ascending; one bucket more takes the rest
     */
    HistogramCell(long[] boundsNanos) {
        this.boundsNanos = boundsNanos;
        counts = new long[boundsNanos.length + 1];
    }

    /** Loop: most values are small, so that a scan beats a binary search. */
    void observe(long nanos) {
        int bucket = 0;
        while (bucket < boundsNanos.length && nanos > boundsNanos[bucket]) {
            bucket++;
        }
        counts[bucket]++;
        sumNanos += Math.max(0, nanos);
    }

    long[] boundsNanos() {
        return boundsNanos;
    }

    long count(int bucket) {
        return counts[bucket];
    }

    long sumNanos() {
        return sumNanos;
    }

    private static long[] millis(double... millis) {
        long[] nanos = new long[millis.length];
        for (int i = 0; i < millis.length; i++) {
            nanos[i] = Math.round(millis[i] * 1e6);
        }
        return nanos;
    }
}
