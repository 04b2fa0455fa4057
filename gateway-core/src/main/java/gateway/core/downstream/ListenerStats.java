package gateway.core.downstream;

import gateway.core.http2.Flood;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Counts of one listener's connections, one cell per event loop. Written by its loop only, read by anyone (see
 * {@link gateway.core.upstream.BackendStats}).
 */
public final class ListenerStats {
    private final String listener;
    private final Cell[] cells;

    public ListenerStats(String listener, int loops) {
        this.listener = listener;
        cells = new Cell[loops];
        for (int i = 0; i < loops; i++) {
            cells[i] = new Cell();
        }
    }

    public String listener() {
        return listener;
    }

    public Cell cell(int loop) {
        return cells[loop];
    }

    /** Connections accepted since the start. */
    public long accepted() {
        long sum = 0;
        for (Cell cell : cells) {
            sum += cell.accepted;
        }
        return sum;
    }

    /** Connections open now. */
    public long open() {
        long sum = 0;
        for (Cell cell : cells) {
            sum += cell.open;
        }
        return sum;
    }

    /** HTTP/2 connections that were ended because of this. */
    public long floods(Flood kind) {
        long sum = 0;
        for (Cell cell : cells) {
            sum += cell.floods.getOrDefault(kind, 0L);
        }
        return sum;
    }

    /** What one event loop counts. */
    public static final class Cell {
        public long accepted;
        public long open;
        private final Map<Flood, Long> floods = new ConcurrentHashMap<>();

        void count(Flood kind) {
            floods.merge(kind, 1L, Long::sum);
        }
    }
}
