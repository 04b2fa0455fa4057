package gateway.server.accesslog;

import gateway.core.config.AccessLogConfig.Format;
import gateway.core.http.FailureReason;
import gateway.core.http.RequestHead;
import gateway.core.proxy.ExchangeView;
import gateway.core.proxy.FailedTry;
import gateway.core.routing.Route;
import gateway.core.routing.RouteAction.Forward;
import gateway.core.upstream.Backend;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** One flat JSON object; its keys are the package's contract (see package-info). Used by one event loop. */
final class JsonLine implements LineFormat {
    private static final AsciiString TRACE_PARENT = AsciiString.cached("traceparent");

    /** Five, and one that costs no try; the line must stay within its buffer whatever comes. */
    private static final int MAX_TRIES = 8;
    /** Bytes for a name of which there are many in a line. */
    private static final int SHORT_NAME = 128;

    private final Clock clock;
    private final SecondText second =
            new SecondText(DateTimeFormatter.ofPattern("yyyy-MM-dd'T'HH:mm:ss").withZone(ZoneOffset.UTC));

    JsonLine(Clock clock) {
        this.clock = clock;
    }

    @Override
    public Format format() {
        return Format.JSON;
    }

    @Override
    public void write(ExchangeView exchange, LineBuffer line) {
        request(exchange, line);
        result(exchange, line);
        times(exchange, line);
        upstream(exchange, line);
        RequestHead request = exchange.request();
        string(
                line,
                ",\"ua\":",
                request == null ? null : request.headers().get(HttpHeaderNames.USER_AGENT),
                LineBuffer.HEADER);
        string(line, ",\"tls\":", exchange.tls().isEmpty() ? null : exchange.tls(), LineBuffer.NAME);
        time(line, ",\"t_head\":", exchange.headNanos(), exchange.startNanos());
        string(line, ",\"sticky\":", sticky(exchange), LineBuffer.NAME);
        tries(exchange, line);
        String parent = request == null ? null : request.headers().get(TRACE_PARENT);
        string(line, ",\"trace_id\":", TraceParent.traceId(parent), LineBuffer.NAME);
        line.text("}\n");
    }

    private void request(ExchangeView exchange, LineBuffer line) {
        long now = clock.millis();
        line.text("{\"ts\":\"").bytes(second.at(now)).text(".").padded(Math.floorMod(now, 1000L), 3);
        string(line, "Z\",\"id\":", exchange.requestId(), LineBuffer.NAME);
        string(line, ",\"listener\":", exchange.listener(), LineBuffer.NAME);
        string(line, ",\"client_ip\":", exchange.clientAddress(), LineBuffer.NAME);
        string(line, ",\"method\":", exchange.method(), LineBuffer.NAME);
        RequestHead request = exchange.request();
        string(line, ",\"host\":", request == null ? null : request.host(), LineBuffer.NAME);
        string(line, ",\"path\":", exchange.target(), LineBuffer.TARGET);
        string(line, ",\"proto\":", exchange.protocol(), LineBuffer.NAME);
    }

    private static void result(ExchangeView exchange, LineBuffer line) {
        line.text(",\"status\":").number(exchange.status());
        FailureReason reason = exchange.reason();
        string(line, ",\"reason\":", reason == null ? null : reason.code(), LineBuffer.NAME);
        line.text(",\"bytes_in\":").number(exchange.requestBytes());
        line.text(",\"bytes_out\":").number(exchange.responseBytes());
    }

    private static void times(ExchangeView exchange, LineBuffer line) {
        time(line, ",\"t_queue\":", exchange.startNanos(), exchange.attemptNanos());
        time(line, ",\"t_connect\":", exchange.attemptNanos(), exchange.connectedNanos());
        time(line, ",\"t_ttfb\":", exchange.connectedNanos(), exchange.responseHeadNanos());
        time(line, ",\"t_body\":", exchange.responseHeadNanos(), exchange.endNanos());
        time(line, ",\"t_total\":", exchange.startNanos(), exchange.endNanos());
    }

    private static void upstream(ExchangeView exchange, LineBuffer line) {
        Route route = exchange.route();
        string(line, ",\"route\":", route == null ? null : route.name(), LineBuffer.NAME);
        string(line, ",\"pool\":", pool(route), LineBuffer.NAME);
        Backend backend = exchange.backend();
        string(line, ",\"server\":", backend == null ? null : backend.name(), LineBuffer.NAME);
        line.text(",\"attempts\":").number(exchange.attempts());
        line.text(exchange.isReusedConnection() ? ",\"reused\":true" : ",\"reused\":false");
        line.text(exchange.isCut() ? ",\"cut\":true" : ",\"cut\":false");
    }

    private static @Nullable String sticky(ExchangeView exchange) {
        return switch (exchange.stickiness()) {
            case NONE -> null;
            case KEPT -> "kept";
            case NEW -> "new";
        };
    }

    private static void tries(ExchangeView exchange, LineBuffer line) {
        line.text(",\"tries\":[");
        List<FailedTry> failed = exchange.failedTries();
        int shown = Math.min(failed.size(), MAX_TRIES);
        for (int i = 0; i < shown; i++) {
            FailedTry each = failed.get(i);
            oneTry(line, i == 0, each.backend(), each.reused(), each.reason(), each.nanos());
        }
        Backend last = exchange.backend();
        if (last != null && failed.size() < exchange.attempts()) {
            long nanos = exchange.endNanos() - exchange.attemptNanos();
            oneTry(line, shown == 0, last, exchange.isReusedConnection(), exchange.reason(), nanos);
        }
        line.text("]");
    }

    private static void oneTry(
            LineBuffer line,
            boolean isFirst,
            Backend backend,
            boolean reused,
            @Nullable FailureReason why,
            long nanos) {
        line.text(isFirst ? "" : ",");
        string(line, "{\"server\":", backend.label(), SHORT_NAME);
        line.text(reused ? ",\"reused\":true" : ",\"reused\":false");
        string(line, ",\"reason\":", why == null ? null : why.code(), SHORT_NAME);
        line.text(",\"ms\":").millis(nanos).text("}");
    }

    private static @Nullable String pool(@Nullable Route route) {
        return route != null && route.action() instanceof Forward forward
                ? forward.pool().name()
                : null;
    }

    private static void string(LineBuffer line, String key, @Nullable CharSequence value, int budget) {
        line.text(key);
        if (value == null) {
            line.text("null");
        } else {
            line.text("\"").json(value, budget).text("\"");
        }
    }

    private static void time(LineBuffer line, String key, long from, long to) {
        line.text(key);
        if (from == 0 || to == 0) {
            line.text("-1");
        } else {
            line.millis(to - from);
        }
    }
}
