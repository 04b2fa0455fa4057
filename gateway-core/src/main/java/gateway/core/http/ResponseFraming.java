package gateway.core.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;

/**
 * Where a response's body ends (RFC 9112 section 6.3). Stricter than the RFC where two readers could differ: one Content-Length
 * only, never beside a Transfer-Encoding, and no coding but chunked, for nobody was told that another one is understood. Reused
 * for each response of a connection; event-loop confined.
 */
public final class ResponseFraming {
    /** No Content-Length. */
    public static final long NO_LENGTH = ContentLength.NONE;

    private long contentLength = NO_LENGTH;
    private boolean isChunked;

    /**
     * Reads the framing; false when it is not clear. A response that never has a body loses the fields that announce one
     * (RFC 9110 section 8.6, RFC 9112 section 6.1).
     *
     * @param isHttp10 the version is HTTP/1.0
     */
    public boolean read(HttpHeaders headers, int status, boolean isHttp10) {
        contentLength = NO_LENGTH;
        isChunked = false;
        if (headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            isChunked = isChunked(headers, isHttp10);
            if (!isChunked) {
                return false;
            }
        }
        if (headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            List<String> lengths = headers.getAll(HttpHeaderNames.CONTENT_LENGTH);
            contentLength = lengths.size() == 1 ? ContentLength.parse(lengths.get(0)) : NO_LENGTH;
            if (contentLength == NO_LENGTH) {
                return false;
            }
        }
        if (status < 200 || status == 204) {
            headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
            headers.remove(HttpHeaderNames.CONTENT_LENGTH);
        }
        return true;
    }

    private static boolean isChunked(HttpHeaders headers, boolean isHttp10) {
        if (isHttp10 || headers.contains(HttpHeaderNames.CONTENT_LENGTH)) {
            return false;
        }
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return codings.size() == 1 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings.get(0));
    }

    /** Bytes of the body, or {@link #NO_LENGTH}. */
    public long contentLength() {
        return contentLength;
    }

    /** The body comes in chunks. */
    public boolean isChunked() {
        return isChunked;
    }
}
