package gateway.core.codec;

import gateway.core.http.FailureReason;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import java.nio.charset.StandardCharsets;

/**
 * Reads responses' heads. Refused in the first line (RFC 9112 section 4): anything before it; a version that is not exactly HTTP/1.0 or
 * HTTP/1.1; a status that is not three digits from 100 to 599; a control character in the reason. The blank before an empty reason
 * may be missing. Event-loop confined.
 */
final class ResponseHeadParser extends HeadParser {
    private static final int VERSION_LENGTH = 8;
    private static final int STATUS_END = VERSION_LENGTH + 4;

    private HttpVersion version = HttpVersion.HTTP_1_1;
    private HttpResponseStatus status = HttpResponseStatus.OK;

    ResponseHeadParser(int maxSize) {
        super(maxSize, true, FailureReason.MALFORMED_RESPONSE, FailureReason.RESPONSE_HEAD_TOO_LARGE);
    }

    HttpVersion version() {
        return version;
    }

    HttpResponseStatus status() {
        return status;
    }

    @Override
    FailureReason firstLineTooLong() {
        return FailureReason.RESPONSE_HEAD_TOO_LARGE;
    }

    @Override
    int readFirstLine(byte[] bytes, int from, int until) {
        if (until - from <= STATUS_END) {
            return ControlBytes.first(bytes, from, until) < until ? refuse(FailureReason.MALFORMED_RESPONSE) : MORE;
        }
        HttpVersion exact = HttpVersions.exact(bytes, from);
        int code = code(bytes, from + VERSION_LENGTH);
        if (exact == null || code < 100 || code > 599) {
            return refuse(FailureReason.MALFORMED_RESPONSE);
        }
        int reason = from + STATUS_END;
        if (bytes[reason] == ' ') {
            reason++;
        } else if (bytes[reason] != '\r') {
            return refuse(FailureReason.MALFORMED_RESPONSE);
        }
        int end = ControlBytes.first(bytes, reason, until);
        int after = endOfLine(bytes, end, until);
        if (after > 0) {
            version = exact;
            status = status(code, bytes, reason, end - reason);
        }
        return after;
    }

    /** The number behind a blank; -1 when there is none. */
    private static int code(byte[] bytes, int at) {
        int code = 0;
        for (int i = at + 1; i <= at + 3; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            code = code * 10 + digit;
        }
        return bytes[at] == ' ' ? code : -1;
    }

    /** Netty's constant where the reason is the usual one. */
    private static HttpResponseStatus status(int code, byte[] bytes, int at, int length) {
        HttpResponseStatus usual = HttpResponseStatus.valueOf(code);
        return isSame(usual.reasonPhrase(), bytes, at, length)
                ? usual
                : new HttpResponseStatus(code, new String(bytes, at, length, StandardCharsets.ISO_8859_1));
    }

    private static boolean isSame(String text, byte[] bytes, int at, int length) {
        if (text.length() != length) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) != (char) (bytes[at + i] & 0xFF)) {
                return false;
            }
        }
        return true;
    }
}
