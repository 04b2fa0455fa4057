package gateway.core.downstream;

import gateway.core.http.Persistence;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/**
 * Whether a client connection lives on after a response, and how the response's end is marked (RFC 9112 sections 6.3 and 9.3).
 * Event-loop confined.
 */
final class Http1Persistence {
    private boolean http11 = true;
    private boolean head;
    private boolean keepAlive;
    private boolean endsByClose;

    /** A new turn; null when there was no head that could be read. */
    void begin(@Nullable HttpRequest request) {
        http11 = request == null || !HttpVersion.HTTP_1_0.equals(request.protocolVersion());
        head = request != null && HttpMethod.HEAD.equals(request.method());
        keepAlive = request != null && Persistence.isKeepAlive(request);
        endsByClose = false;
    }

    /** Sets the fields that frame the response and say whether the connection lives on. */
    void apply(HttpResponse response, boolean draining) {
        HttpHeaders headers = response.headers();
        int code = response.status().code();
        if (!head && code != 204 && code != 304) {
            frame(headers);
        }
        if (draining || headers.contains(HttpHeaderNames.CONNECTION)) {
            // Only the gateway's own replies have one by now, and it says close.
            keepAlive = false;
        }
        if (!keepAlive) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        } else if (!http11) {
            headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
        }
    }

    private void frame(HttpHeaders headers) {
        boolean chunked = headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
        if (!chunked && headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            return;
        }
        if (http11) {
            // In one spelling, whatever the backend's was.
            if (!headers.contains(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED, false)) {
                headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
            }
            return;
        }
        headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
        keepAlive = false;
        endsByClose = true;
    }

    /** The connection may serve another request after this response. */
    boolean isKeepAlive() {
        return keepAlive;
    }

    void giveUp() {
        keepAlive = false;
    }

    /** Only the connection's end marks the end of this response, so that a plain close would be a false end. */
    boolean endsByClose() {
        return endsByClose;
    }

    /** The request's method is HEAD. */
    boolean isHead() {
        return head;
    }

    boolean isHttp11() {
        return http11;
    }
}
