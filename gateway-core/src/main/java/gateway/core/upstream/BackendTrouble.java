package gateway.core.upstream;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Says why connections to one backend fail, in the log: when it begins and when it is over, not for each connection, and at most every
 * 10 s where the two alternate. Any thread.
 */
public final class BackendTrouble {
    private static final Logger LOG = LoggerFactory.getLogger(BackendTrouble.class);
    private static final long QUIET_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final String backend;
    private final AtomicLong nextWordNanos = new AtomicLong(System.nanoTime());
    private volatile boolean known;

    BackendTrouble(String backend) {
        this.backend = backend;
    }

    /** A connection failed; {@code why} is for people. */
    public void found(String why) {
        if (!known && mayTell()) {
            known = true;
            LOG.warn("backend {} cannot be reached over TLS: {}", backend, why);
        }
    }

    /** A connection was established. */
    public void none() {
        if (known) {
            known = false;
            LOG.info("backend {} can be reached over TLS again", backend);
        }
    }

    private boolean mayTell() {
        long now = System.nanoTime();
        long next = nextWordNanos.get();
        return now - next >= 0 && nextWordNanos.compareAndSet(next, now + QUIET_NANOS);
    }
}
