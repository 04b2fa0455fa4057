package gateway.core.tls;

import gateway.core.upstream.ControlThread;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Has files looked at when they may have changed: soon after the system says so and they have come to rest, as several files change
 * together; and every 10 s, whatever it says. Who looks compares the content: a link that was swapped (as Kubernetes does) changes no
 * time of a file. Control thread only, but for {@link #close}.
 */
public final class FileWatch implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);

    private static final long STEP_NANOS = TimeUnit.MILLISECONDS.toNanos(100);
    /** Long enough for a certificate and its key, which are written one after the other. */
    private static final long REST_NANOS = TimeUnit.MILLISECONDS.toNanos(300);
    /** Files that never rest are looked at all the same. */
    private static final long MAX_WAIT_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long POLL_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final ControlThread thread;
    private final Hints hints;
    private final Runnable look;
    private volatile boolean closed;
    private boolean started;
    private boolean hinted;
    private long firstHintNanos;
    private long lastHintNanos;
    private long lastLookNanos;

    /** @param look at the files; runs on the control thread */
    public FileWatch(ControlThread thread, Runnable look) {
        this(thread, look, new FileHints());
    }

    FileWatch(ControlThread thread, Runnable look, Hints hints) {
        this.thread = thread;
        this.look = look;
        this.hints = hints;
    }

    /** These files or directories from now on, instead of those before. */
    public void watch(Collection<Path> files) {
        if (closed) {
            return;
        }
        hints.watch(files);
        if (!started && !files.isEmpty()) {
            started = true;
            lastLookNanos = thread.nanoTime();
            thread.schedule(this::step, STEP_NANOS);
        }
    }

    private void step() {
        if (closed) {
            return;
        }
        long now = thread.nanoTime();
        try {
            if (isTime(now)) {
                hinted = false;
                lastLookNanos = now;
                look.run();
            }
        } catch (RuntimeException e) {
            LOG.error("a look at changed files failed", e);
        } finally {
            thread.schedule(this::step, STEP_NANOS);
        }
    }

    private boolean isTime(long now) {
        if (hints.happened()) {
            firstHintNanos = hinted ? firstHintNanos : now;
            lastHintNanos = now;
            hinted = true;
        }
        boolean rests = hinted && (now - lastHintNanos >= REST_NANOS || now - firstHintNanos >= MAX_WAIT_NANOS);
        return rests || now - lastLookNanos >= POLL_NANOS;
    }

    /** Any thread. */
    @Override
    public void close() {
        closed = true;
        thread.execute(hints::close);
    }

    /** What the system says of changes. */
    interface Hints extends AutoCloseable {
        void watch(Collection<Path> files);

        /** Something changed since the last call. */
        boolean happened();

        @Override
        void close();
    }
}
