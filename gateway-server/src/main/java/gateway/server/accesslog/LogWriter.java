package gateway.server.accesslog;

import java.io.IOException;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The thread that moves lines from the rings to the sink, in large writes. It polls while there is traffic, so that a loop pays
 * no system call per line, and sleeps when there was none for a while; the next line wakes it. Whoever blocks the sink blocks
 * only this thread.
 */
final class LogWriter implements Runnable {
    private static final Logger log = LoggerFactory.getLogger(LogWriter.class);
    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(20);
    private static final int EMPTY_POLLS_BEFORE_SLEEP = 5;

    /** Moving lines. */
    private static final int AWAKE = 0;
    /** Back in a moment; a ring that is half full cannot wait for that. */
    private static final int POLLING = 1;
    /** Until somebody wakes it. */
    private static final int ASLEEP = 2;

    private static final VarHandle REST;

    static {
        try {
            REST = MethodHandles.lookup().findVarHandle(LogWriter.class, "rest", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    private final AtomicReferenceArray<@Nullable LoopLog> loops;
    private final int capacity;
    private final Thread thread;
    private final AtomicReference<@Nullable LogSink> nextSink = new AtomicReference<>();
    private LogSink sink;
    /** Made at the first line. */
    private byte[] batch = new byte[0];

    private int filled;
    private boolean failing;
    private volatile int rest = AWAKE;
    private volatile boolean reopenWanted;
    private volatile boolean closing;
    private volatile long lost;

    /**
     * Starts the thread.
     *
     * @param capacity of a ring, so that what a ring holds always fits into one write
     */
    static LogWriter start(AtomicReferenceArray<@Nullable LoopLog> loops, LogSink sink, int capacity) {
        LogWriter writer = new LogWriter(loops, sink, capacity);
        writer.thread.start();
        return writer;
    }

    private LogWriter(AtomicReferenceArray<@Nullable LoopLog> loops, LogSink sink, int capacity) {
        this.loops = loops;
        this.sink = sink;
        this.capacity = capacity;
        thread = new Thread(this, "gateway-access-log");
        thread.setDaemon(true);
    }

    /** Loop, after a line that went into its ring: costs one volatile read, or two, while there is traffic. */
    void wakeFor(ByteRing ring) {
        int current = rest;
        if (current != AWAKE && isUrgent(ring, current) && REST.compareAndSet(this, current, AWAKE)) {
            LockSupport.unpark(thread);
        }
    }

    /** Any thread: lines from now on go there; it belongs to the writer. */
    void use(LogSink next) {
        LogSink unused = nextSink.getAndSet(next);
        if (unused != null) {
            close(unused);
        }
        LockSupport.unpark(thread);
    }

    /** Any thread: opens the path again, soon. */
    void reopen() {
        reopenWanted = true;
        LockSupport.unpark(thread);
    }

    /** Lines that the sink did not take. */
    long lost() {
        return lost;
    }

    /** Any thread: writes what is there and ends; false when that took longer. The sink is closed when the thread ends. */
    boolean close(long timeoutMillis) throws InterruptedException {
        closing = true;
        LockSupport.unpark(thread);
        thread.join(timeoutMillis);
        return !thread.isAlive();
    }

    @Override
    public void run() {
        int emptyPolls = 0;
        while (true) {
            boolean isLastPass = closing;
            changeSink();
            if (drain()) {
                emptyPolls = 0;
            } else if (isLastPass) {
                break;
            } else {
                emptyPolls++;
            }
            if (emptyPolls >= EMPTY_POLLS_BEFORE_SLEEP) {
                rest(ASLEEP);
                emptyPolls = 0;
            } else if (!isLastPass) {
                rest(POLLING);
            }
        }
        close(sink);
    }

    /** Says first that it rests and looks then; a loop offers first and looks then: one of the two sees the other. */
    private void rest(int kind) {
        rest = kind;
        if (mayRest(kind)) {
            if (kind == ASLEEP) {
                LockSupport.park(this);
            } else {
                LockSupport.parkNanos(this, POLL_NANOS);
            }
        }
        rest = AWAKE;
    }

    private boolean mayRest(int kind) {
        if (closing || reopenWanted || nextSink.get() != null) {
            return false;
        }
        for (int i = 0; i < loops.length(); i++) {
            LoopLog loop = loops.get(i);
            if (loop != null && isUrgent(loop.ring(), kind)) {
                return false;
            }
        }
        return true;
    }

    private boolean isUrgent(ByteRing ring, int kind) {
        return ring.available() > (kind == ASLEEP ? 0 : capacity / 2);
    }

    /** Takes what every ring holds; each ring as a whole, so that no line is torn. */
    private boolean drain() {
        boolean found = false;
        for (int i = 0; i < loops.length(); i++) {
            LoopLog loop = loops.get(i);
            int available = loop == null ? 0 : loop.ring().available();
            if (loop == null || available == 0) {
                continue;
            }
            if (batch.length == 0) {
                batch = new byte[capacity];
            }
            found = true;
            if (available > batch.length - filled) {
                write();
            }
            loop.ring().take(batch, filled, available);
            filled += available;
        }
        if (filled > 0) {
            write();
        }
        return found;
    }

    private void write() {
        try {
            sink.write(batch, filled);
            if (failing) {
                failing = false;
                log.info("access log {} can be written again", sink.path());
            }
        } catch (IOException e) {
            countLost();
            if (!failing) {
                failing = true;
                log.warn(
                        "access log {} cannot be written, lines are dropped and counted: {}",
                        sink.path(),
                        e.getMessage());
            }
        }
        filled = 0;
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // written by this thread only
    private void countLost() {
        for (int i = 0; i < filled; i++) {
            if (batch[i] == '\n') {
                lost++;
            }
        }
    }

    private void changeSink() {
        LogSink next = nextSink.getAndSet(null);
        if (next != null) {
            replaceBy(next);
        }
        if (!reopenWanted) {
            return;
        }
        reopenWanted = false;
        try {
            replaceBy(sink.reopen());
            log.info("access log {} reopened", sink.path());
        } catch (IOException e) {
            log.warn("access log not reopened, lines go where they went: {}", e.getMessage());
        }
    }

    private void replaceBy(LogSink next) {
        if (next != sink) {
            close(sink);
        }
        sink = next;
    }

    private static void close(LogSink sink) {
        try {
            sink.close();
        } catch (IOException e) {
            log.warn("access log {} not closed cleanly: {}", sink.path(), e.getMessage());
        }
    }
}
