package gateway.server.metrics;

/** What one event loop counts for one route. Written by that loop, read by anyone; a reader may be a moment behind. */
final class RouteCells {
    final RouteKey key;
    final ListenerCells listener;
    final OutcomeCounts outcomes = new OutcomeCounts();
    final HistogramCell duration = new HistogramCell(HistogramCell.DURATIONS);

    long retries;
    /** The last configuration under which the loop used it. */
    int generation;

    RouteCells(RouteKey key, ListenerCells listener, int generation) {
        this.key = key;
        this.listener = listener;
        this.generation = generation;
    }
}
