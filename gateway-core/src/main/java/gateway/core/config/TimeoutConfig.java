package gateway.core.config;

import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Time-outs of one level (top, listener, host, route or pool); null where the level says nothing. {@link #OFF} switches one off.
 *
 * @param clientHead first byte to end of the request head, absolute: 408 and close
 * @param clientIdle between two requests of a connection: silent close
 * @param clientBody no byte of the request body: 408 and close
 * @param clientWrite the client takes no byte of the response: reset
 * @param tlsHandshake accepted to the end of the handshake, absolute: close
 * @param connect to a backend: next try, or 504
 * @param responseHead request sent to response head, per try: 504
 * @param responseStall no byte of the response body: the client sees a cut
 * @param total end of the request to the response head, all tries together: 504
 * @param tunnel no byte either way after an upgrade or CONNECT: both sides are closed
 * @param preStop readiness fails this long before a stop begins
 * @param drain what runs at a stop may take this long
 */
public record TimeoutConfig(
        @Nullable Duration clientHead,
        @Nullable Duration clientIdle,
        @Nullable Duration clientBody,
        @Nullable Duration clientWrite,
        @Nullable Duration tlsHandshake,
        @Nullable Duration connect,
        @Nullable Duration responseHead,
        @Nullable Duration responseStall,
        @Nullable Duration total,
        @Nullable Duration tunnel,
        @Nullable Duration preStop,
        @Nullable Duration drain) {
    /** A time-out that never fires. */
    public static final Duration OFF = Duration.ofNanos(Long.MAX_VALUE);

    /** A level that says nothing. */
    public static final TimeoutConfig NONE =
            new TimeoutConfig(null, null, null, null, null, null, null, null, null, null, null, null);

    /** What holds where no level says anything. */
    public static final TimeoutConfig DEFAULTS = new TimeoutConfig(
            Duration.ofSeconds(10),
            Duration.ofSeconds(60),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(10),
            Duration.ofSeconds(2),
            Duration.ofSeconds(30),
            Duration.ofSeconds(60),
            Duration.ofSeconds(60),
            Duration.ofMinutes(10),
            Duration.ZERO,
            Duration.ofSeconds(20));

    /** These time-outs, and those of the outer level where this one says nothing. */
    public TimeoutConfig over(TimeoutConfig outer) {
        if (equals(NONE)) {
            return outer;
        }
        return new TimeoutConfig(
                either(clientHead, outer.clientHead),
                either(clientIdle, outer.clientIdle),
                either(clientBody, outer.clientBody),
                either(clientWrite, outer.clientWrite),
                either(tlsHandshake, outer.tlsHandshake),
                either(connect, outer.connect),
                either(responseHead, outer.responseHead),
                either(responseStall, outer.responseStall),
                either(total, outer.total),
                either(tunnel, outer.tunnel),
                either(preStop, outer.preStop),
                either(drain, outer.drain));
    }

    private static @Nullable Duration either(@Nullable Duration inner, @Nullable Duration outer) {
        return inner != null ? inner : outer;
    }

    /** In nanoseconds; a value that no level gave is a mistake of the caller. */
    public static long nanos(@Nullable Duration value) {
        return Objects.requireNonNull(value, "time-outs were not merged with the defaults")
                .toNanos();
    }
}
