package gateway.server.accesslog;

import gateway.core.config.AccessLogConfig.Format;
import gateway.core.proxy.ExchangeView;
import java.time.Clock;

/** What one event loop needs to log: a buffer for the line, and the ring that the writer drains. */
final class LoopLog {
    private final Clock clock;
    private final ByteRing ring;
    private final LineBuffer line = new LineBuffer();
    private LineFormat format;
    /** Lines that found no room. Written by the loop, read by anyone: a reader may be a moment behind. */
    private long dropped;

    LoopLog(Format format, Clock clock, int ringCapacity) {
        this.clock = clock;
        this.format = LineFormat.of(format, clock);
        ring = new ByteRing(ringCapacity);
    }

    /** Loop: formats the line and leaves it to the writer; drops it when the writer is that far behind. */
    void log(ExchangeView exchange, Format wanted) {
        if (format.format() != wanted) {
            format = LineFormat.of(wanted, clock);
        }
        line.clear();
        format.write(exchange, line);
        if (!ring.offer(line.bytes(), line.length())) {
            dropped++;
        }
    }

    ByteRing ring() {
        return ring;
    }

    long dropped() {
        return dropped;
    }
}
