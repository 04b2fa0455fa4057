package gateway.core.downstream;

import gateway.core.http2.Flood;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
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

    /** Connections refused since the start, as their peer may not send a PROXY protocol header. */
    public long proxyUnlisted() {
        long sum = 0;
        for (Cell cell : cells) {
            sum += cell.proxyUnlisted;
        }
        return sum;
    }

    /** Connections refused since the start, as what came is no PROXY protocol header. */
    public long proxyMalformed() {
        long sum = 0;
        for (Cell cell : cells) {
            sum += cell.proxyMalformed;
        }
        return sum;
    }

    /** Connections closed since the start in the middle of a PROXY protocol header that took too long. */
    public long proxyLate() {
        long sum = 0;
        for (Cell cell : cells) {
            sum += cell.proxyLate;
        }
        return sum;
    }

    /** TLS handshakes that went well. */
    public long handshakes(HandshakeCounts.Version version, boolean isResumed) {
        long sum = 0;
        for (Cell cell : cells) {
            sum += cell.handshakes.done(version, isResumed);
        }
        return sum;
    }

    /** TLS handshakes that ended in this way. */
    public long failedHandshakes(HandshakeResult why) {
        long sum = 0;
        for (Cell cell : cells) {
            sum += cell.handshakes.failures(why);
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
    public static final class Cell implements ChannelFutureListener {
        public long accepted;
        public long open;
        /** Refused, as the peer may not send a PROXY protocol header. */
        public long proxyUnlisted;
        /** Refused, as what came is no PROXY protocol header. */
        public long proxyMalformed;
        /** Closed in the middle of a PROXY protocol header that took too long. */
        public long proxyLate;

        /** A counted connection was closed. One object for all of them, so that counting costs no allocation. */
        @Override
        public void operationComplete(ChannelFuture closed) {
            open--;
        }

        public final HandshakeCounts handshakes = new HandshakeCounts();
        private final Map<Flood, Long> floods = new ConcurrentHashMap<>();

        void count(Flood kind) {
            floods.merge(kind, 1L, Long::sum);
        }
    }
}
