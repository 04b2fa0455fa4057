package gateway.core.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import java.util.List;

/**
 * Removes from trailers what must not come after the body (RFC 9110 section 6.5.1): fields of framing, routing,
 * authentication, cookies and forwarding. All others pass: whoever reads them never takes them for fields of the head. Both
 * directions.
 */
public final class Trailers {
    private static final AsciiString[] REMOVED = {
        // framing and content
        HttpHeaderNames.CONTENT_LENGTH,
        HttpHeaderNames.TRANSFER_ENCODING,
        HttpHeaderNames.TRAILER,
        HttpHeaderNames.CONTENT_TYPE,
        HttpHeaderNames.CONTENT_ENCODING,
        HttpHeaderNames.CONTENT_RANGE,
        // routing and connection
        HttpHeaderNames.HOST,
        HttpHeaderNames.LOCATION,
        HttpHeaderNames.CONNECTION,
        FieldNames.KEEP_ALIVE,
        FieldNames.PROXY_CONNECTION,
        HttpHeaderNames.TE,
        HttpHeaderNames.UPGRADE,
        FieldNames.HTTP2_SETTINGS,
        // authentication and cookies
        HttpHeaderNames.AUTHORIZATION,
        AsciiString.cached("Authentication-Info"),
        HttpHeaderNames.PROXY_AUTHENTICATE,
        HttpHeaderNames.PROXY_AUTHORIZATION,
        AsciiString.cached("Proxy-Authentication-Info"),
        HttpHeaderNames.WWW_AUTHENTICATE,
        HttpHeaderNames.COOKIE,
        HttpHeaderNames.SET_COOKIE,
        // forwarding and identity
        FieldNames.FORWARDED,
        FieldNames.X_REAL_IP,
        FieldNames.X_REQUEST_ID,
        FieldNames.X_CLIENT_CERT_SUBJECT,
        FieldNames.X_CLIENT_CERT_FINGERPRINT,
        HttpHeaderNames.VIA,
        HttpHeaderNames.MAX_FORWARDS,
        // what the head alone can ask for
        HttpHeaderNames.EXPECT,
    };

    private static final String FORWARDED_PREFIX = "x-forwarded-";

    private Trailers() {}

    /** Removes the forbidden ones; free when there are no trailers. */
    public static void filter(HttpHeaders trailers) {
        if (trailers.isEmpty()) {
            return;
        }
        for (AsciiString name : REMOVED) {
            trailers.remove(name);
        }
        for (String name : List.copyOf(trailers.names())) {
            if (name.regionMatches(true, 0, FORWARDED_PREFIX, 0, FORWARDED_PREFIX.length()) || name.indexOf('_') >= 0) {
                trailers.remove(name);
            }
        }
    }
}
