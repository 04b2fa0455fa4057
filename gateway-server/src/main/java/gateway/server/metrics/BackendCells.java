package gateway.server.metrics;

/** What one event loop counts for one backend. Written by that loop, read by anyone; a reader may be a moment behind. */
final class BackendCells {
    final BackendKey key;
    final long[] attempts = new long[AttemptResult.COUNT];
    final HistogramCell request = new HistogramCell(HistogramCell.DURATIONS);
    final HistogramCell connect = new HistogramCell(HistogramCell.DURATIONS);

    /** The last configuration under which the loop used it. */
    int generation;

    BackendCells(BackendKey key, int generation) {
        this.key = key;
        this.generation = generation;
    }
}
