package gateway.core.upstream.connection;

import gateway.core.http.FailureReason;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a response's head must be, beyond what Netty checks (RFC 9112 sections 4 and 6.3). */
final class ResponseRules {
    private ResponseRules() {}

    /** Why a head cannot be used; null when it is good. */
    static @Nullable FailureReason fault(HttpResponse head) {
        if (head.decoderResult().isFailure()) {
            Throwable cause = head.decoderResult().cause();
            return cause instanceof TooLongHttpHeaderException || cause instanceof TooLongHttpLineException
                    ? FailureReason.RESPONSE_HEAD_TOO_LARGE
                    : FailureReason.MALFORMED_RESPONSE;
        }
        int code = head.status().code();
        boolean good = code >= 100
                && code <= 599
                && isHttp1(head.protocolVersion())
                && isPrintable(head.status())
                && isKnownCoding(head.headers());
        return good ? null : FailureReason.MALFORMED_RESPONSE;
    }

    /** There is no body, whatever the fields say. */
    static boolean isBodyless(int code, boolean toHead) {
        return toHead || code == 204 || code == 304;
    }

    /** The body's end is marked, so that it is not the connection's end which ends it. */
    static boolean isDelimited(HttpHeaders headers) {
        return headers.contains(HttpHeaderNames.CONTENT_LENGTH) || headers.contains(HttpHeaderNames.TRANSFER_ENCODING);
    }

    /** Neither Netty's decoder nor its encoder looks into a reason phrase: a NUL or an escape sequence would reach the client. */
    @SuppressWarnings("ReferenceEquality") // the decoder gives the constant for the usual phrase, which needs no look
    private static boolean isPrintable(HttpResponseStatus status) {
        if (status == HttpResponseStatus.valueOf(status.code())) {
            return true;
        }
        String phrase = status.reasonPhrase();
        for (int i = 0; i < phrase.length(); i++) {
            char c = phrase.charAt(i);
            if ((c < ' ' && c != '\t') || c == 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** Nobody was told that the gateway takes another coding than chunked, and it could not say where such a body ends. */
    private static boolean isKnownCoding(HttpHeaders headers) {
        if (!headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            return true;
        }
        List<String> codings = headers.getAll(HttpHeaderNames.TRANSFER_ENCODING);
        return codings.size() == 1
                && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(
                        codings.get(0).strip());
    }

    /** The decoder gives the constants for the exact text only; for "http/1.1" it makes another object that is equal. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isHttp1(HttpVersion version) {
        return version == HttpVersion.HTTP_1_1 || version == HttpVersion.HTTP_1_0;
    }
}
