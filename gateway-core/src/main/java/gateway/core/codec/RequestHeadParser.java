package gateway.core.codec;

import gateway.core.http.ByteClass;
import gateway.core.http.FailureReason;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/**
 * Reads requests' heads. Refused in the first line (RFC 9112 section 3): more than two empty lines before it and anything else there;
 * other than one blank between its three parts; a method that is no token; a control character in the target; a version that is
 * not exactly HTTP/1.0 or HTTP/1.1. What the target means is not looked at. Event-loop confined.
 */
final class RequestHeadParser extends HeadParser {
    private static final int MAX_EMPTY_LINES = 2;
    private static final int VERSION_LENGTH = 8;

    private int emptyLines;
    private HttpMethod method = HttpMethod.GET;
    private String target = "";
    private HttpVersion version = HttpVersion.HTTP_1_1;

    RequestHeadParser(int maxSize) {
        super(maxSize, false, FailureReason.MALFORMED_REQUEST, FailureReason.HEAD_TOO_LARGE);
    }

    HttpMethod method() {
        return method;
    }

    /** As it came; bytes above ASCII are ISO 8859-1. */
    String target() {
        return target;
    }

    HttpVersion version() {
        return version;
    }

    @Override
    FailureReason firstLineTooLong() {
        return FailureReason.TARGET_TOO_LONG;
    }

    @Override
    int readFirstLine(byte[] bytes, int from, int until) {
        int at = skipEmptyLines(bytes, from, until);
        if (at < 0) {
            return at;
        }
        int methodEnd = endOf(ByteClass.TOKEN, bytes, at, until);
        if (methodEnd == until) {
            return MORE;
        }
        if (bytes[methodEnd] != ' ' || methodEnd == at) {
            return refuse(FailureReason.MALFORMED_REQUEST);
        }
        int targetEnd = endOf(ByteClass.TARGET, bytes, methodEnd + 1, until);
        if (targetEnd == until) {
            return MORE;
        }
        if (bytes[targetEnd] != ' ' || targetEnd == methodEnd + 1) {
            return refuse(FailureReason.MALFORMED_REQUEST);
        }
        int after = readVersion(bytes, targetEnd + 1, until);
        if (after > 0) {
            emptyLines = 0;
            method = method(bytes, at, methodEnd - at);
            target = target(bytes, methodEnd + 1, targetEnd - methodEnd - 1);
        }
        return after;
    }

    private int skipEmptyLines(byte[] bytes, int from, int until) {
        int at = from;
        while (at < until && bytes[at] == '\r') {
            at = endOfLine(bytes, at, until);
            if (at < 0) {
                return at;
            }
            if (++emptyLines > MAX_EMPTY_LINES) {
                return refuse(FailureReason.MALFORMED_REQUEST);
            }
            skip(at);
        }
        return at == until ? MORE : at;
    }

    private int readVersion(byte[] bytes, int at, int until) {
        if (until - at >= VERSION_LENGTH) {
            HttpVersion exact = HttpVersions.exact(bytes, at);
            if (exact != null) {
                version = exact;
                return endOfLine(bytes, at + VERSION_LENGTH, until);
            }
        }
        int end = ControlBytes.first(bytes, at, until);
        if (end == until) {
            return MORE;
        }
        boolean isAnother = end - at == VERSION_LENGTH && bytes[end] == '\r' && HttpVersions.isAny(bytes, at);
        return refuse(isAnother ? FailureReason.BAD_VERSION : FailureReason.MALFORMED_REQUEST);
    }

    private static int endOf(int byteClass, byte[] bytes, int from, int until) {
        int i = from;
        while (i < until && (ByteClass.of(bytes[i]) & byteClass) != 0) {
            i++;
        }
        return i;
    }

    private static HttpMethod method(byte[] bytes, int at, int length) {
        if (length == 3 && bytes[at] == 'G' && bytes[at + 1] == 'E' && bytes[at + 2] == 'T') {
            return HttpMethod.GET;
        }
        return HttpMethod.valueOf(new String(bytes, at, length, StandardCharsets.US_ASCII));
    }

    private static String target(byte[] bytes, int at, int length) {
        return length == 1 && bytes[at] == '/' ? "/" : new String(bytes, at, length, StandardCharsets.ISO_8859_1);
    }
}
