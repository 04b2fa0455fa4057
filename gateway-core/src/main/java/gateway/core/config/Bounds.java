package gateway.core.config;

/**
 * Least and greatest value of a number in the configuration, both included.
 *
 * @param min least
 * @param max greatest; {@link Long#MAX_VALUE} for no bound
 */
public record Bounds(long min, long max) {
    public static final Bounds WORKERS = new Bounds(1, 1024);
    public static final Bounds TRIES = new Bounds(1, 5);
    public static final Bounds CONSECUTIVE = new Bounds(1, 1_000_000);
    public static final Bounds MAX_IDLE = new Bounds(0, 1_000_000);
    public static final Bounds MAX_HANDSHAKES = new Bounds(1, 1_000_000);
    public static final Bounds MAX_CONCURRENT = new Bounds(1, Long.MAX_VALUE);

    public static final Bounds MAX_REQUESTS = new Bounds(1, Long.MAX_VALUE);

    /** Bytes. Below it hardly a browser gets through; above it one client's head costs too much. */
    public static final Bounds HEADER_SIZE = new Bounds(1024, 1024 * 1024);

    /** Bytes. */
    public static final Bounds BODY_SIZE = new Bounds(0, Long.MAX_VALUE);

    public boolean includes(long value) {
        return value >= min && value <= max;
    }

    /** As in {@code 1 to 5} or {@code at least 1}. */
    @Override
    public String toString() {
        return max == Long.MAX_VALUE ? "at least " + min : min + " to " + max;
    }
}
