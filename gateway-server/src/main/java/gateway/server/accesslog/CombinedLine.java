package gateway.server.accesslog;

import gateway.core.config.AccessLogConfig.Format;
import gateway.core.http.RequestHead;
import gateway.core.proxy.ExchangeView;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import java.time.Clock;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * The combined format of nginx and Apache, byte for byte: {@code address - - [time] "request line" status bytes "referer" "user
 * agent"}, time in the process's zone, absent values as a dash. Used by one event loop.
 */
final class CombinedLine implements LineFormat {
    private final Clock clock;
    private final SecondText second;

    CombinedLine(Clock clock) {
        this.clock = clock;
        second = new SecondText(DateTimeFormatter.ofPattern("dd/MMM/yyyy:HH:mm:ss Z", Locale.ENGLISH)
                .withZone(clock.getZone()));
    }

    @Override
    public Format format() {
        return Format.COMBINED;
    }

    @Override
    public void write(ExchangeView exchange, LineBuffer line) {
        value(line, exchange.clientAddress(), LineBuffer.NAME);
        line.text(" - - [").bytes(second.at(clock.millis())).text("] \"");
        requestLine(exchange, line);
        line.text("\" ").number(exchange.status()).text(" ").number(exchange.responseBytes());
        header(exchange, line, HttpHeaderNames.REFERER);
        header(exchange, line, HttpHeaderNames.USER_AGENT);
        line.text("\n");
    }

    private static void requestLine(ExchangeView exchange, LineBuffer line) {
        if (exchange.method().isEmpty()) {
            line.text("-");
            return;
        }
        line.combined(exchange.method(), LineBuffer.NAME).text(" ");
        line.combined(exchange.target(), LineBuffer.TARGET).text(" ");
        line.combined(exchange.protocol(), LineBuffer.NAME);
    }

    private static void header(ExchangeView exchange, LineBuffer line, AsciiString name) {
        RequestHead request = exchange.request();
        line.text(" \"");
        value(line, request == null ? null : request.headers().get(name), LineBuffer.HEADER);
        line.text("\"");
    }

    private static void value(LineBuffer line, @Nullable CharSequence value, int budget) {
        if (value == null || value.length() == 0) {
            line.text("-");
        } else {
            line.combined(value, budget);
        }
    }
}
