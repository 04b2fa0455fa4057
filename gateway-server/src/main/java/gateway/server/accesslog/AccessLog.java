package gateway.server.accesslog;

import gateway.core.config.AccessLogConfig;
import gateway.core.config.AccessLogConfig.Format;
import gateway.core.proxy.ExchangeListener;
import gateway.core.proxy.ExchangeView;
import java.io.IOException;
import java.time.Clock;
import java.time.ZoneId;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Logs exchanges that the configuration wants kept. An event loop decides, formats the line and leaves it in a ring of its own;
 * one thread writes. A loop never waits: when the ring is full the line is dropped and counted.
 *
 * <p>{@link #onExchangeEnd} is called by event loops, the other methods by any other thread.
 */
public final class AccessLog implements ExchangeListener, AutoCloseable {
    static final int RING_CAPACITY = 256 * 1024;

    private static final Logger log = LoggerFactory.getLogger(AccessLog.class);
    private static final int MAX_LOOPS = 1024;
    private static final long CLOSE_MILLIS = 2000;

    /** Made by their loop at its first line: a gateway that logs nothing holds no memory for it. */
    private final AtomicReferenceArray<@Nullable LoopLog> loops = new AtomicReferenceArray<>(MAX_LOOPS);

    private final Clock clock;
    private final int ringCapacity;
    private volatile KeepRules rules = KeepRules.NOTHING;
    private volatile Format format = Format.JSON;
    private volatile @Nullable LogWriter writer;
    private String path = "";

    /**
     * Opens the file; a log that keeps nothing opens none.
     *
     * @throws IOException when it cannot be opened; names it
     */
    public static AccessLog open(AccessLogConfig config) throws IOException {
        AccessLog accessLog = new AccessLog(Clock.system(ZoneId.systemDefault()), RING_CAPACITY);
        accessLog.configure(config);
        return accessLog;
    }

    /** For tests: lines go to the sink. */
    static AccessLog open(AccessLogConfig config, LogSink sink, Clock clock, int ringCapacity) throws IOException {
        AccessLog accessLog = new AccessLog(clock, ringCapacity);
        accessLog.path = config.path();
        accessLog.writer = LogWriter.start(accessLog.loops, sink, ringCapacity);
        accessLog.configure(config);
        return accessLog;
    }

    private AccessLog(Clock clock, int ringCapacity) {
        this.clock = clock;
        this.ringCapacity = ringCapacity;
    }

    /**
     * Logs by this configuration from now on.
     *
     * @throws IOException when another file cannot be opened; then all stays as it was
     */
    public synchronized void configure(AccessLogConfig config) throws IOException {
        KeepRules newRules = KeepRules.of(config.keep());
        if (!newRules.equals(KeepRules.NOTHING)) {
            openIfChanged(config.path());
        }
        format = config.format();
        rules = newRules;
    }

    /** Opens the file again by its path, after it was renamed: SIGUSR1. The writer says when it is done. */
    public void reopen() {
        LogWriter current = writer;
        if (current != null) {
            current.reopen();
        } else {
            log.info("no access log to open again");
        }
    }

    /** Lines that were lost since the start, because the writer was too far behind or could not write. */
    public long dropped() {
        LogWriter current = writer;
        long sum = current == null ? 0 : current.lost();
        for (int i = 0; i < loops.length(); i++) {
            LoopLog loop = loops.get(i);
            sum += loop == null ? 0 : loop.dropped();
        }
        return sum;
    }

    @Override
    public void onExchangeEnd(ExchangeView exchange) {
        if (!rules.keeps(exchange)) {
            return;
        }
        LoopLog loop = loops.get(exchange.loop());
        if (loop == null) {
            loop = new LoopLog(format, clock, ringCapacity);
            loops.set(exchange.loop(), loop);
        }
        loop.log(exchange, format);
        LogWriter current = writer;
        if (current != null) {
            current.wakeFor(loop.ring());
        }
    }

    /** Writes what is there and ends, at most 2 s later: a sink that blocks must not keep the process. */
    @Override
    public synchronized void close() {
        rules = KeepRules.NOTHING;
        LogWriter current = writer;
        if (current == null) {
            return;
        }
        try {
            if (!current.close(CLOSE_MILLIS)) {
                log.warn("access log {} does not take its last lines within {} ms", path, CLOSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void openIfChanged(String newPath) throws IOException {
        LogWriter current = writer;
        if (current == null) {
            writer = LogWriter.start(loops, LogSink.open(newPath), ringCapacity);
        } else if (!newPath.equals(path)) {
            current.use(LogSink.open(newPath));
        }
        path = newPath;
    }
}
