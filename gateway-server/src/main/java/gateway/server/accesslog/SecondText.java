package gateway.server.accesslog;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeFormatter;

/** The text of a point in time, made once per second. Used by one event loop. */
final class SecondText {
    private final DateTimeFormatter format;
    private long second = Long.MIN_VALUE;
    private byte[] text = new byte[0];

    /**
     * Nothing is made yet.
     *
     * @param format with a zone
     */
    SecondText(DateTimeFormatter format) {
        this.format = format;
    }

    byte[] at(long epochMillis) {
        long wanted = Math.floorDiv(epochMillis, 1000L);
        if (wanted != second) {
            second = wanted;
            text = format.format(Instant.ofEpochSecond(wanted)).getBytes(StandardCharsets.US_ASCII);
        }
        return text;
    }
}
