package gateway.server.metrics;

/** What one event loop counts for one listener. Written by that loop, read by anyone; a reader may be a moment behind. */
final class ListenerCells {
    final String listener;
    final HistogramCell overhead = new HistogramCell(HistogramCell.OVERHEADS);
    /** For requests that no route took. */
    final RouteCells unrouted;

    long inFlight;
    long bytesReceived;
    long bytesSent;
    /** The last configuration under which the loop used it. */
    int generation;

    ListenerCells(String listener, int generation) {
        this.listener = listener;
        this.generation = generation;
        unrouted = new RouteCells(RouteKey.unrouted(listener), this, generation);
    }
}
