package gateway.core.upstream;

/**
 * Counts of one backend's connections and attempts, one cell per event loop. A cell is written by its loop only and read by
 * anyone: a reader may be a moment behind, never wrong for long, and the writer pays for a plain store.
 */
public final class BackendStats {
    private final Cell[] cells;

    public BackendStats(int loops) {
        cells = new Cell[loops];
        for (int i = 0; i < loops; i++) {
            cells[i] = new Cell();
        }
    }

    public int loops() {
        return cells.length;
    }

    /** The cell that the loop with this index writes. */
    public Cell cell(int loop) {
        return cells[loop];
    }

    public long opened() {
        long sum = 0;
        for (Cell cell : cells) {
            sum += cell.opened;
        }
        return sum;
    }

    public long reused() {
        long sum = 0;
        for (Cell cell : cells) {
            sum += cell.reused;
        }
        return sum;
    }

    public long closed() {
        long sum = 0;
        for (Cell cell : cells) {
            sum += cell.closed;
        }
        return sum;
    }

    public long connectFailures() {
        long sum = 0;
        for (Cell cell : cells) {
            sum += cell.connectFailures;
        }
        return sum;
    }

    public long idle() {
        long sum = 0;
        for (Cell cell : cells) {
            sum += cell.idle;
        }
        return sum;
    }

    public long active() {
        long sum = 0;
        for (Cell cell : cells) {
            sum += cell.active;
        }
        return sum;
    }

    public long connecting() {
        long sum = 0;
        for (Cell cell : cells) {
            sum += cell.connecting;
        }
        return sum;
    }

    /** What one event loop counts. */
    public static final class Cell {
        /** Connections that were established. */
        public long opened;
        /** Requests that found an idle connection. */
        public long reused;
        /** Established connections that ended. */
        public long closed;
        /** Connections that could not be established. */
        public long connectFailures;
        /** Established and unused, now. */
        public long idle;
        /** Established and in use, now. */
        public long active;
        /** Being established, now. */
        public long connecting;
    }
}
