package gateway.server.metrics;

import gateway.core.http.FailureReason;

/** What became of one try on one backend; the label {@code outcome}. */
enum AttemptResult {
    OK(0, "ok"),
    SERVER_ERROR(1, "5xx"),
    CONNECT_ERROR(2, "connect_error"),
    TIMEOUT(3, "timeout"),
    RESET(4, "reset"),
    MALFORMED(5, "malformed"),
    /** Given up because the client left, the whole request took too long, or the gateway stopped. */
    CANCELLED(6, "cancelled");

    static final int COUNT = values().length;

    /** Place in an array of counts. */
    final int index;

    final String label;

    AttemptResult(int index, String label) {
        this.index = index;
        this.label = label;
    }

    static AttemptResult of(FailureReason reason) {
        return switch (reason) {
            case CONNECT_REFUSED, TLS_CERTIFICATE, TLS_HANDSHAKE -> CONNECT_ERROR;
            case CONNECT_TIMEOUT, TLS_TIMEOUT, RESPONSE_TIMEOUT, RESPONSE_STALLED -> TIMEOUT;
            case CLOSED_BEFORE_RESPONSE, TLS_ALERT, TRUNCATED_RESPONSE -> RESET;
            case MALFORMED_RESPONSE, RESPONSE_HEAD_TOO_LARGE, MALFORMED_BODY -> MALFORMED;
            default -> CANCELLED;
        };
    }
}
