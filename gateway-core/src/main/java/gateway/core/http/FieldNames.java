package gateway.core.http;

import io.netty.util.AsciiString;

/** Names of the fields that Netty's {@code HttpHeaderNames} lacks, in the spelling that is sent. */
public final class FieldNames {
    public static final AsciiString FORWARDED = AsciiString.cached("Forwarded");
    public static final AsciiString HTTP2_SETTINGS = AsciiString.cached("HTTP2-Settings");
    public static final AsciiString KEEP_ALIVE = AsciiString.cached("Keep-Alive");
    public static final AsciiString PROXY_CONNECTION = AsciiString.cached("Proxy-Connection");
    public static final AsciiString PROXY_STATUS = AsciiString.cached("Proxy-Status");
    public static final AsciiString X_CLIENT_CERT_FINGERPRINT = AsciiString.cached("X-Client-Cert-Fingerprint");
    public static final AsciiString X_CLIENT_CERT_SUBJECT = AsciiString.cached("X-Client-Cert-Subject");
    public static final AsciiString X_CONTENT_TYPE_OPTIONS = AsciiString.cached("X-Content-Type-Options");
    public static final AsciiString X_FORWARDED_FOR = AsciiString.cached("X-Forwarded-For");
    public static final AsciiString X_FORWARDED_HOST = AsciiString.cached("X-Forwarded-Host");
    public static final AsciiString X_FORWARDED_PORT = AsciiString.cached("X-Forwarded-Port");
    public static final AsciiString X_FORWARDED_PROTO = AsciiString.cached("X-Forwarded-Proto");
    public static final AsciiString X_REAL_IP = AsciiString.cached("X-Real-IP");
    public static final AsciiString X_REQUEST_ID = AsciiString.cached("X-Request-ID");

    private FieldNames() {}
}
