package gateway.core.http;

import org.jspecify.annotations.Nullable;

/**
 * Why an attempt or an exchange went wrong: the only place that maps a failure to a status, a reason code (log field, metric
 * label) and a Proxy-Status error token (RFC 9209 section 2.3).
 */
public enum FailureReason {
    MALFORMED_REQUEST(Side.DOWNSTREAM, 400, Retry.NEVER, "client.parse.malformed", "http_request_error"),
    BAD_HOST(Side.DOWNSTREAM, 400, Retry.NEVER, "client.parse.host", "http_request_error"),
    BAD_TARGET(Side.DOWNSTREAM, 400, Retry.NEVER, "client.parse.target", "http_request_error"),
    BAD_FRAMING(Side.DOWNSTREAM, 400, Retry.NEVER, "client.parse.framing", "http_request_error"),
    BAD_VERSION(Side.DOWNSTREAM, 505, Retry.NEVER, "client.parse.version", "http_request_error"),
    HTTP1_REFUSED(Side.DOWNSTREAM, 505, Retry.NEVER, "client.parse.protocol", "http_request_error"),
    UNKNOWN_CODING(Side.DOWNSTREAM, 501, Retry.NEVER, "client.parse.coding", "http_request_error"),
    METHOD_REFUSED(Side.DOWNSTREAM, 405, Retry.NEVER, "client.method", "http_request_denied"),
    EXPECTATION_UNKNOWN(Side.DOWNSTREAM, 417, Retry.NEVER, "client.expect", "http_request_denied"),
    HEAD_TOO_LARGE(Side.DOWNSTREAM, 431, Retry.NEVER, "client.size.head", "http_request_error"),
    TARGET_TOO_LONG(Side.DOWNSTREAM, 414, Retry.NEVER, "client.size.target", "http_request_error"),
    BODY_TOO_LARGE(Side.DOWNSTREAM, 413, Retry.NEVER, "client.size.body", "http_request_error"),
    HEAD_TIMEOUT(Side.DOWNSTREAM, 408, Retry.NEVER, "client.head.timeout", "http_request_error"),
    BODY_STALLED(Side.DOWNSTREAM, 408, Retry.NEVER, "client.body.stalled", "http_request_error"),
    WRITE_STALLED(Side.DOWNSTREAM, 499, Retry.NEVER, "client.write.stalled", null),
    CLIENT_GONE_BODY(Side.DOWNSTREAM, 499, Retry.NEVER, "client.abort.body", null),
    CLIENT_GONE_WAITING(Side.DOWNSTREAM, 499, Retry.NEVER, "client.abort.waiting", null),
    CLIENT_GONE_RESPONSE(Side.DOWNSTREAM, 499, Retry.NEVER, "client.abort.response", null),
    CLIENT_GONE_TUNNEL(Side.DOWNSTREAM, 499, Retry.NEVER, "client.abort.tunnel", null),

    MISDIRECTED(Side.LOCAL, 421, Retry.NEVER, "gateway.tls.misdirected", "http_request_denied"),
    NO_ROUTE(Side.LOCAL, 404, Retry.NEVER, "gateway.route.none", "destination_not_found"),
    CONNECT_DENIED(Side.LOCAL, 403, Retry.NEVER, "gateway.connect.denied", "http_request_denied"),
    OVERLOADED(Side.LOCAL, 503, Retry.NEVER, "gateway.overload", "connection_limit_reached"),
    NO_BACKEND(Side.LOCAL, 503, Retry.NEVER, "gateway.pool.down", "destination_unavailable"),
    NAME_UNRESOLVED(Side.LOCAL, 503, Retry.NEVER, "gateway.pool.unresolved", "dns_error"),
    STOPPED(Side.LOCAL, 503, Retry.NEVER, "gateway.stopped", "destination_unavailable"),
    TOTAL_TIMEOUT(Side.LOCAL, 504, Retry.NEVER, "gateway.total.timeout", "http_response_timeout"),
    TUNNEL_IDLE(Side.LOCAL, 504, Retry.NEVER, "gateway.tunnel.idle", "connection_timeout"),
    INTERNAL_ERROR(Side.LOCAL, 500, Retry.NEVER, "gateway.error", "proxy_internal_error"),

    CONNECT_REFUSED(Side.UPSTREAM, 502, Retry.ALWAYS, "upstream.connect.refused", "connection_refused"),
    CONNECT_TIMEOUT(Side.UPSTREAM, 504, Retry.ALWAYS, "upstream.connect.timeout", "connection_timeout"),
    TLS_CERTIFICATE(Side.UPSTREAM, 502, Retry.ALWAYS, "upstream.tls.certificate", "tls_certificate_error"),
    TLS_HANDSHAKE(Side.UPSTREAM, 502, Retry.ALWAYS, "upstream.tls.handshake", "tls_protocol_error"),
    TLS_TIMEOUT(Side.UPSTREAM, 504, Retry.ALWAYS, "upstream.tls.timeout", "connection_timeout"),
    /** After the handshake, as when the backend wants a client's certificate in TLS 1.3. */
    TLS_ALERT(Side.UPSTREAM, 502, Retry.IF_IDEMPOTENT, "upstream.tls.alert", "tls_alert_received"),
    CLOSED_BEFORE_RESPONSE(Side.UPSTREAM, 502, Retry.IF_IDEMPOTENT, "upstream.head.reset", "connection_terminated"),
    RESPONSE_TIMEOUT(Side.UPSTREAM, 504, Retry.IF_CONFIGURED, "upstream.head.timeout", "http_response_timeout"),
    MALFORMED_RESPONSE(Side.UPSTREAM, 502, Retry.IF_IDEMPOTENT, "upstream.head.malformed", "http_protocol_error"),
    RESPONSE_HEAD_TOO_LARGE(Side.UPSTREAM, 502, Retry.NEVER, "upstream.head.size", "http_response_header_section_size"),
    TRUNCATED_RESPONSE(Side.UPSTREAM, 502, Retry.NEVER, "upstream.body.reset", "http_response_incomplete"),
    MALFORMED_BODY(Side.UPSTREAM, 502, Retry.NEVER, "upstream.body.malformed", "http_protocol_error"),
    RESPONSE_STALLED(Side.UPSTREAM, 504, Retry.NEVER, "upstream.body.stalled", "http_response_timeout"),
    TUNNEL_RESET(Side.UPSTREAM, 502, Retry.NEVER, "upstream.tunnel.reset", "connection_terminated");

    /** Whose doing it was. */
    public enum Side {
        DOWNSTREAM,
        LOCAL,
        UPSTREAM
    }

    /** When another try is right (RFC 9110 section 9.2.2 for idempotence). */
    public enum Retry {
        NEVER,
        /** Nothing was sent. */
        ALWAYS,
        IF_IDEMPOTENT,
        IF_CONFIGURED
    }

    private final Side side;
    private final int status;
    private final Retry retry;
    private final String code;
    private final @Nullable String proxyStatus;

    FailureReason(Side side, int status, Retry retry, String code, @Nullable String proxyStatus) {
        this.side = side;
        this.status = status;
        this.retry = retry;
        this.code = code;
        this.proxyStatus = proxyStatus;
    }

    public Side side() {
        return side;
    }

    /** What the client gets, or what is logged where it gets nothing. */
    public int status() {
        return status;
    }

    public Retry retry() {
        return retry;
    }

    /** The stable dotted name for logs, metrics and error bodies. */
    public String code() {
        return code;
    }

    /** The error token of the Proxy-Status field; null where the client never gets an answer. */
    public @Nullable String proxyStatus() {
        return proxyStatus;
    }
}
