package gateway.server.log;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.layout.AbstractStringLayout;

/** Time in UTC, level, message; a stack trace below it. A line break in a message is written as two characters, so that no one can forge a line. */
final class LineLayout extends AbstractStringLayout {
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    LineLayout() {
        super(StandardCharsets.UTF_8);
    }

    @Override
    public String toSerializable(LogEvent event) {
        StringBuilder line = line(
                event.getTimeMillis(),
                event.getLevel().name(),
                event.getMessage().getFormattedMessage());
        if (event.getThrown() != null) {
            StringWriter trace = new StringWriter();
            event.getThrown().printStackTrace(new PrintWriter(trace));
            line.append(trace);
        }
        return line.toString();
    }

    /** A line without a stack trace; the time is in milliseconds since 1970. */
    static StringBuilder line(long timeMillis, String level, String message) {
        StringBuilder line = new StringBuilder(120);
        TIME.formatTo(Instant.ofEpochMilli(timeMillis), line);
        line.append(' ')
                .append(level)
                .append(" ".repeat(Math.max(0, 5 - level.length())))
                .append(' ');
        return line.append(message.replace("\r", "\\r").replace("\n", "\\n")).append('\n');
    }
}
