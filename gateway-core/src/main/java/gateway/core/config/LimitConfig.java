package gateway.core.config;

/**
 * Limits of the whole process; {@link #OFF} switches one off.
 *
 * @param maxConcurrent requests in flight: 503 with Retry-After beyond it
 * @param headerSize bytes of a request's head: 431, or 414 for a target alone
 * @param responseHeaderSize bytes of a response's head: 502
 * @param bodySize bytes of a request's body: 413
 */
public record LimitConfig(long maxConcurrent, int headerSize, int responseHeaderSize, long bodySize) {
    public static final long OFF = Long.MAX_VALUE;
    public static final LimitConfig DEFAULT = new LimitConfig(50_000, 16 * 1024, 64 * 1024, OFF);
}
