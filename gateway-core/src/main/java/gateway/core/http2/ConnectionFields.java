package gateway.core.http2;

import gateway.core.http.FieldNames;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.util.AsciiString;

/** The fields that concern one HTTP/1 connection, and that no HTTP/2 message may have (RFC 9113 section 8.2.2). */
final class ConnectionFields {
    private ConnectionFields() {}

    static boolean has(CharSequence name) {
        return switch (name.length()) {
            case 7 -> is(HttpHeaderNames.UPGRADE, name);
            case 10 -> is(HttpHeaderNames.CONNECTION, name) || is(FieldNames.KEEP_ALIVE, name);
            case 16 -> is(FieldNames.PROXY_CONNECTION, name);
            case 17 -> is(HttpHeaderNames.TRANSFER_ENCODING, name);
            default -> false;
        };
    }

    private static boolean is(AsciiString field, CharSequence name) {
        return field.contentEqualsIgnoreCase(name);
    }
}
