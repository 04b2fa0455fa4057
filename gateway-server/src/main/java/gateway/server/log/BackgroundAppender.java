package gateway.server.log;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.apache.logging.log4j.core.Layout;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Property;

/**
 * Leaves lines in a bounded queue from which one thread writes them: who logs never waits, though nobody may read what is written. A
 * full queue drops the line and counts it. Any thread.
 *
 * <p>log4j's own asynchronous appender complains of a full queue on standard error, which is what cannot be written then, and
 * cannot say whether its last line is out.
 */
final class BackgroundAppender extends AbstractAppender {
    private static final long POLL_NANOS = 1_000_000;

    private final BlockingQueue<LogEvent> queue;
    private final OutputStream out;
    private final Thread writer;
    private final AtomicLong taken = new AtomicLong();
    private final AtomicLong dropped = new AtomicLong();
    /** Lines that are out, or whose writing failed. One thread writes it. */
    private volatile long handled;

    /** Not started. The stream is flushed after each line and never closed. */
    BackgroundAppender(String name, Layout<?> layout, OutputStream out, int capacity) {
        super(name, null, layout, true, Property.EMPTY_ARRAY);
        this.out = out;
        queue = new ArrayBlockingQueue<>(capacity);
        writer = new Thread(this::writeLines, "gateway-log");
        writer.setDaemon(true);
    }

    /** log4j starts an appender again when it has taken its configuration. */
    @Override
    public void start() {
        if (!isStarted()) {
            super.start();
            writer.start();
        }
    }

    /** Ends the writer without waiting for it: what it has in hand may never be taken. */
    @Override
    public boolean stop(long timeout, TimeUnit unit) {
        writer.interrupt();
        return super.stop(timeout, unit);
    }

    /** For tests. */
    Thread writer() {
        return writer;
    }

    @Override
    public void append(LogEvent event) {
        // Counted first: a line that await must not miss is one that was logged before.
        taken.incrementAndGet();
        if (!queue.offer(event.toImmutable())) {
            taken.decrementAndGet();
            dropped.incrementAndGet();
        }
    }

    /** Lines that were lost since the start because nobody took them. */
    long dropped() {
        return dropped.get();
    }

    /** Returns when all that was logged before is written, or after the limit; whether it is. */
    boolean await(Duration limit) {
        long start = System.nanoTime();
        long wanted = taken.get();
        while (handled < wanted) {
            if (System.nanoTime() - start >= limit.toNanos()) {
                return false;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
        return true;
    }

    private void writeLines() {
        try {
            long told = 0;
            for (long line = 1; ; line++) {
                if (!write(getLayout().toByteArray(queue.take()))) {
                    dropped.incrementAndGet();
                }
                handled = line;
                long lost = dropped.get();
                if (lost > told && queue.isEmpty() && write(lostLines(lost - told))) {
                    told = lost;
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private static byte[] lostLines(long count) {
        return LineLayout.line(
                        System.currentTimeMillis(),
                        "WARN",
                        count + " lines of this log were lost: nobody took them fast enough")
                .toString()
                .getBytes(UTF_8);
    }

    /** False when standard error is closed or its disk is full: there is no other place to say so. */
    private boolean write(byte[] line) {
        try {
            out.write(line);
            out.flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
