package gateway.core.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;

/**
 * Removes the fields that concern one connection only (RFC 9110 section 7.6.1). Transfer-Encoding and Trailer stay: they say how
 * the body is framed, and whoever writes the message decides on that.
 */
public final class HopByHopHeaders {
    /**
     * Listing these in Connection does not delete them: they say what the message is and where it goes, and a client could
     * otherwise make the backend read another request than the gateway did.
     */
    private static final AsciiString[] KEPT = {
        HttpHeaderNames.HOST,
        HttpHeaderNames.CONTENT_LENGTH,
        HttpHeaderNames.CONTENT_TYPE,
        HttpHeaderNames.CONTENT_ENCODING,
        HttpHeaderNames.CONTENT_RANGE,
        HttpHeaderNames.TRANSFER_ENCODING,
        HttpHeaderNames.TRAILER,
        HttpHeaderNames.EXPECT,
        HttpHeaderNames.CACHE_CONTROL,
    };

    private HopByHopHeaders() {}

    /** Prepares a client's request for a backend. An upgrade is dropped too: the request goes on as plain HTTP. */
    public static void removeFromRequest(HttpHeaders headers) {
        removeCommon(headers);
        headers.remove(FieldNames.HTTP2_SETTINGS);
        headers.remove(HttpHeaderNames.PROXY_AUTHORIZATION);
        if (headers.contains(HttpHeaderNames.TE)) {
            reduceTe(headers);
        }
    }

    /** Prepares a backend's response for the client. */
    public static void removeFromResponse(HttpHeaders headers) {
        removeCommon(headers);
        headers.remove(HttpHeaderNames.TE);
        // A backend of ours is not the proxy that a browser has chosen: its challenge would be taken for the gateway's.
        headers.remove(HttpHeaderNames.PROXY_AUTHENTICATE);
    }

    private static void removeCommon(HttpHeaders headers) {
        if (headers.contains(HttpHeaderNames.CONNECTION)) {
            removeListed(headers);
        }
        headers.remove(FieldNames.KEEP_ALIVE);
        headers.remove(FieldNames.PROXY_CONNECTION);
        headers.remove(HttpHeaderNames.UPGRADE);
    }

    private static void removeListed(HttpHeaders headers) {
        List<String> lines = headers.getAll(HttpHeaderNames.CONNECTION);
        headers.remove(HttpHeaderNames.CONNECTION);
        FieldList names = new FieldList(lines.iterator());
        for (CharSequence name = names.next(); name != null; name = names.next()) {
            // TE is reduced later, whether it was listed, as it must be, or not.
            if (!isKept(name) && !HttpHeaderNames.TE.contentEqualsIgnoreCase(name)) {
                headers.remove(name);
            }
        }
    }

    private static boolean isKept(CharSequence name) {
        for (AsciiString kept : KEPT) {
            if (kept.contentEqualsIgnoreCase(name)) {
                return true;
            }
        }
        return false;
    }

    /** Leaves {@code TE: trailers} of it, or nothing; the gateway takes no other coding from a backend. */
    private static void reduceTe(HttpHeaders headers) {
        boolean wantsTrailers =
                FieldList.contains(headers.getAll(HttpHeaderNames.TE).iterator(), HttpHeaderValues.TRAILERS);
        if (!wantsTrailers) {
            headers.remove(HttpHeaderNames.TE);
            return;
        }
        headers.set(HttpHeaderNames.TE, HttpHeaderValues.TRAILERS);
        // RFC 9110 section 10.1.4: who sends TE names it in Connection.
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderNames.TE);
    }
}
