package gateway.server.accesslog;

import gateway.core.config.AccessLogConfig.Format;
import gateway.core.proxy.ExchangeView;
import java.time.Clock;

/** How an exchange becomes a line. Used by one event loop: may keep what it made for the last line. */
sealed interface LineFormat permits JsonLine, CombinedLine {
    /** Adds the line, its end included. */
    void write(ExchangeView exchange, LineBuffer line);

    Format format();

    static LineFormat of(Format format, Clock clock) {
        return switch (format) {
            case JSON -> new JsonLine(clock);
            case COMBINED -> new CombinedLine(clock);
        };
    }
}
