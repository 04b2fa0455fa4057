package gateway.core.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The wish to leave HTTP for another protocol, and what is made of it (RFC 9110 section 7.8, RFC 6455 section 4). */
public final class Upgrade {
    private static final AsciiString WEBSOCKET = AsciiString.cached("websocket");
    private static final String FRAMED_VERSION = "13";

    private Upgrade() {}

    /** What follows the request may be no HTTP, as its answer will tell. */
    public static boolean mayFollow(HttpRequest request) {
        return isMentioned(request) || HttpMethod.CONNECT.equals(request.method());
    }

    /** The request has an Upgrade field: a quick look, before {@link #asked}. */
    public static boolean isMentioned(HttpRequest request) {
        return request.headers().contains(HttpHeaderNames.UPGRADE);
    }

    /**
     * The first protocol of the request's list that is allowed, as the client wrote it; null when there is none, or the request may not
     * ask: it is not HTTP/1.1, its Connection does not name the field, or it has a body. To be called before hop-by-hop fields are
     * removed.
     *
     * @param complete there is no body
     */
    public static @Nullable String asked(HttpRequest request, boolean complete, List<String> allowed) {
        HttpHeaders headers = request.headers();
        if (!complete
                || !HttpVersion.HTTP_1_1.equals(request.protocolVersion())
                || !FieldList.contains(
                        headers.getAll(HttpHeaderNames.CONNECTION).iterator(), AsciiString.of("upgrade"))) {
            return null;
        }
        FieldList protocols =
                new FieldList(headers.getAll(HttpHeaderNames.UPGRADE).iterator());
        for (CharSequence protocol = protocols.next(); protocol != null; protocol = protocols.next()) {
            if (isAllowed(protocol, request.method(), allowed)) {
                return protocol.toString();
            }
        }
        return null;
    }

    private static boolean isAllowed(CharSequence protocol, HttpMethod method, List<String> allowed) {
        if (WEBSOCKET.contentEqualsIgnoreCase(protocol) && !HttpMethod.GET.equals(method)) {
            return false;
        }
        for (String each : allowed) {
            if (AsciiString.contentEqualsIgnoreCase(each, protocol)) {
                return true;
            }
        }
        return false;
    }

    /** Sets the fields that ask for the protocol, or grant it, where hop-by-hop fields were removed. */
    public static void set(HttpHeaders headers, String protocol) {
        // It is the one thing that Connection is needed for.
        headers.remove(HttpHeaderNames.TE);
        headers.set(HttpHeaderNames.CONNECTION, HttpHeaderValues.UPGRADE);
        headers.set(HttpHeaderNames.UPGRADE, protocol);
    }

    /** A 101 grants what was asked for, and nothing else. */
    public static boolean isGranted(HttpHeaders response, String protocol) {
        List<String> granted = response.getAll(HttpHeaderNames.UPGRADE);
        return granted.size() == 1
                && AsciiString.contentEqualsIgnoreCase(granted.get(0).strip(), protocol);
    }

    /** What follows are WebSocket frames as they are known here. */
    public static boolean isFramed(HttpHeaders request, String protocol) {
        return WEBSOCKET.contentEqualsIgnoreCase(protocol)
                && FRAMED_VERSION.equals(request.get(HttpHeaderNames.SEC_WEBSOCKET_VERSION));
    }
}
