package gateway.core.upstream.health;

import gateway.core.config.PoolConfig.OutlierConfig;
import java.time.Duration;

/** How long an ejected backend is left out: a fixed time, or one that doubles with each ejection. Pure functions. */
final class DownTime {
    private static final long FIRST = Duration.ofSeconds(10).toNanos();
    private static final long LONGEST = Duration.ofSeconds(60).toNanos();
    private static final long FORGIVEN_EVERY = Duration.ofMinutes(1).toNanos();
    /** 10 s doubled this often is beyond the longest. */
    private static final int MAX_DOUBLINGS = 3;

    private static final double JITTER = 0.2;

    private DownTime() {}

    /**
     * Nanoseconds that the backend is left out.
     *
     * @param ejection the how manieth it is, from 1
     * @param random 0 to 1; spreads the growing times by 20 % to either side, so that a fleet does not try again all at once
     */
    static long nanos(OutlierConfig config, int ejection, double random) {
        if (config.downFor().isPresent()) {
            return config.downFor().get().toNanos();
        }
        long step = Math.min(LONGEST, FIRST << Math.min(ejection - 1, MAX_DOUBLINGS));
        return Math.round(step * (1 - JITTER + 2 * JITTER * random));
    }

    /** The ejections that still count after the backend was healthy for so long: each minute forgives one. */
    static int afterHealthy(int ejections, long healthyNanos) {
        return (int) Math.max(0, ejections - Math.max(0, healthyNanos) / FORGIVEN_EVERY);
    }
}
