package gateway.server.metrics;

import gateway.core.http.FailureReason;
import gateway.core.proxy.ExchangeView;
import io.prometheus.metrics.model.snapshots.Labels;
import org.jspecify.annotations.Nullable;

/** Method, status, protocol and reason of a request as one number above 0, so that counting it takes no object. */
final class RequestOutcome {
    /** What a client may write as a method is endless; the label is not. */
    private static final String[] METHODS = {
        "GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "OPTIONS", "CONNECT", "TRACE", "OTHER"
    };

    private static final int OTHER_METHOD = METHODS.length - 1;
    private static final int OTHER_CODE = 0;
    private static final FailureReason[] REASONS = FailureReason.values();

    private static final int CODE_SHIFT = 8;
    private static final int METHOD_SHIFT = CODE_SHIFT + 10;
    private static final int PROTOCOL_SHIFT = METHOD_SHIFT + 4;
    private static final int ABOVE_ZERO = 1 << (PROTOCOL_SHIFT + 2);

    /** Empty where there was no head that says it. */
    private static final String[] PROTOCOLS = {"http/1.1", "h2", "http/1.0", ""};

    static {
        assert REASONS.length < 1 << CODE_SHIFT : "a reason does not fit";
    }

    private RequestOutcome() {}

    static int of(ExchangeView exchange) {
        return of(exchange.protocol(), exchange.method(), exchange.status(), exchange.reason());
    }

    @SuppressWarnings("EnumOrdinal") // lives as long as the process, and an array needs it
    static int of(String protocol, String method, int status, @Nullable FailureReason reason) {
        int code = status >= 100 && status <= 599 ? status : OTHER_CODE;
        int why = reason == null ? 0 : reason.ordinal() + 1;
        return ABOVE_ZERO
                | (protocolOf(protocol) << PROTOCOL_SHIFT)
                | (indexOf(method) << METHOD_SHIFT)
                | (code << CODE_SHIFT)
                | why;
    }

    static Labels labels(RouteKey route, int outcome) {
        int code = (outcome >> CODE_SHIFT) & 1023;
        int why = outcome & 255;
        return Labels.of(
                "listener",
                route.listener(),
                "route",
                route.route(),
                "pool",
                route.pool(),
                "method",
                METHODS[(outcome >> METHOD_SHIFT) & 15],
                "protocol",
                PROTOCOLS[(outcome >> PROTOCOL_SHIFT) & 3],
                "code",
                code == OTHER_CODE ? "other" : Integer.toString(code),
                "reason",
                why == 0 ? "" : REASONS[why - 1].code());
    }

    private static int protocolOf(String text) {
        return switch (text) {
            case "HTTP/1.1" -> 0;
            case "HTTP/2.0" -> 1;
            case "HTTP/1.0" -> 2;
            default -> 3;
        };
    }

    private static int indexOf(String method) {
        return switch (method) {
            case "GET" -> 0;
            case "HEAD" -> 1;
            case "POST" -> 2;
            case "PUT" -> 3;
            case "DELETE" -> 4;
            case "PATCH" -> 5;
            case "OPTIONS" -> 6;
            case "CONNECT" -> 7;
            case "TRACE" -> 8;
            default -> OTHER_METHOD;
        };
    }
}
