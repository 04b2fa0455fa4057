package gateway.core.http;

import io.netty.util.AsciiString;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.function.LongSupplier;

/**
 * The value of the Date field, {@code Sun, 06 Nov 1994 08:49:37 GMT} (RFC 9110 section 5.6.7), formatted once a second. One per
 * event loop and confined to it.
 */
public final class DateHeader {
    private static final long MILLIS_PER_SECOND = 1000;
    private static final DateTimeFormatter FORMAT = DateTimeFormatter.ofPattern(
                    "EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
            .withZone(ZoneOffset.UTC);

    private final LongSupplier clockMillis;
    private long second = Long.MIN_VALUE;
    private AsciiString value = AsciiString.EMPTY_STRING;

    public DateHeader() {
        this(System::currentTimeMillis);
    }

    DateHeader(LongSupplier clockMillis) {
        this.clockMillis = clockMillis;
    }

    /** The time of now. */
    public AsciiString value() {
        long now = Math.floorDiv(clockMillis.getAsLong(), MILLIS_PER_SECOND);
        if (now != second) {
            second = now;
            value = new AsciiString(FORMAT.format(Instant.ofEpochSecond(now)));
        }
        return value;
    }
}
