package gateway.core.upstream.connection;

import gateway.core.http.FailureReason;
import gateway.core.http.MalformedHead;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import org.jspecify.annotations.Nullable;

/** What a response's head says of itself (RFC 9112 sections 4 and 6.3). */
final class ResponseRules {
    private ResponseRules() {}

    /** Why a head cannot be used; null when it is good. */
    static @Nullable FailureReason fault(HttpResponse head) {
        return head instanceof MalformedHead malformed ? malformed.reason() : null;
    }

    /** There is no body, whatever the fields say. */
    static boolean isBodyless(int code, boolean toHead) {
        return toHead || code == 204 || code == 304;
    }

    /** The body's end is marked, so that it is not the connection's end which ends it. */
    static boolean isDelimited(HttpHeaders headers) {
        return headers.contains(HttpHeaderNames.CONTENT_LENGTH) || headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    }
}
