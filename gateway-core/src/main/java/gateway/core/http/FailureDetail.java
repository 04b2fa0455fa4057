package gateway.core.http;

/** What a client is told of a failure: one sentence that holds nothing of the request and no name or address of a backend. */
final class FailureDetail {
    private FailureDetail() {}

    static String of(FailureReason reason) {
        return switch (reason) {
            case MALFORMED_REQUEST -> "The request is not well-formed HTTP.";
            case BAD_HOST -> "The Host field is missing, repeated or no host name.";
            case BAD_TARGET -> "The request target is not a valid path or URL.";
            case BAD_FRAMING -> "The length of the request's body is not clear.";
            case BAD_VERSION -> "Only HTTP/1.0 and HTTP/1.1 are spoken here.";
            case HTTP1_REFUSED -> "Only HTTP/2 is spoken here.";
            case UNKNOWN_CODING -> "The only transfer coding that is understood is chunked.";
            case METHOD_REFUSED -> "The method is not allowed.";
            case EXPECTATION_UNKNOWN -> "The only expectation that is understood is 100-continue.";
            case HEAD_TOO_LARGE -> "The request's header fields are too large.";
            case TARGET_TOO_LONG -> "The request target is too long.";
            case BODY_TOO_LARGE -> "The request's body is too large.";
            case HEAD_TIMEOUT -> "The request's head did not arrive in time.";
            case BODY_STALLED -> "The request's body stopped arriving.";
            case WRITE_STALLED, CLIENT_GONE_BODY, CLIENT_GONE_WAITING, CLIENT_GONE_RESPONSE, CLIENT_GONE_TUNNEL ->
                "The client left.";
            case MISDIRECTED -> "The host needs a connection of its own.";
            case NO_ROUTE -> "No host or route matches the request.";
            case CONNECT_DENIED -> "No tunnel to this target is allowed.";
            case OVERLOADED -> "Too many requests are being served.";
            case NO_BACKEND -> "No backend is available.";
            case STOPPED -> "The gateway is stopping.";
            case TOTAL_TIMEOUT -> "The request took too long.";
            case TUNNEL_IDLE -> "Nothing came through the tunnel for too long.";
            case INTERNAL_ERROR -> "The gateway failed.";
            case NAME_UNRESOLVED -> "The names of the backends do not resolve.";
            case CONNECT_REFUSED -> "No backend could be reached.";
            case TLS_CERTIFICATE, TLS_HANDSHAKE, TLS_ALERT -> "No secure connection to a backend could be made.";
            case TLS_TIMEOUT -> "No secure connection to a backend could be made in time.";
            case CONNECT_TIMEOUT -> "No backend could be reached in time.";
            case CLOSED_BEFORE_RESPONSE -> "The backend closed the connection before it answered.";
            case RESPONSE_TIMEOUT -> "The backend did not answer in time.";
            case MALFORMED_RESPONSE, RESPONSE_HEAD_TOO_LARGE, MALFORMED_BODY ->
                "The backend's response could not be understood.";
            case TRUNCATED_RESPONSE -> "The backend's response broke off.";
            case TUNNEL_RESET -> "The backend closed the tunnel.";
            case RESPONSE_STALLED -> "The backend's response stopped arriving.";
        };
    }
}
