package gateway.core.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where a request's body ends, and whether its sender waits for 100 (RFC 9112 section 6.3, RFC 9110 section 10.1.1). Stricter
 * than the RFC where two readers could differ: one Content-Length only, never beside a Transfer-Encoding. Reused for each
 * request of a connection; event-loop confined.
 */
public final class RequestFraming {
    /** No Content-Length. */
    public static final long NO_LENGTH = -1;

    private long contentLength = NO_LENGTH;
    private boolean isChunked;
    private boolean expectsContinue;

    /** Reads the framing; null when it is good. */
    @Nullable
    FailureReason read(RequestFields fields, HttpHeaders headers, boolean isHttp10) {
        FailureReason failure = readBody(fields, headers, isHttp10);
        if (failure != null) {
            return failure;
        }
        spellPlainly(fields, headers);
        return fields.expectations() > 0 ? readExpectation(fields, headers, isHttp10) : null;
    }

    /**
     * Reads only where the body ends, as a decoder must know it. Null when that is clear.
     *
     * @param isHttp10 the version is HTTP/1.0
     */
    public @Nullable FailureReason readBody(HttpHeaders headers, boolean isHttp10) {
        if (!headers.contains(HttpHeaderNames.CONTENT_LENGTH) && !headers.contains(HttpHeaderNames.TRANSFER_ENCODING)) {
            clear();
            return null;
        }
        RequestFields fields = new RequestFields();
        fields.readFraming(headers);
        return readBody(fields, headers, isHttp10);
    }

    private @Nullable FailureReason readBody(RequestFields fields, HttpHeaders headers, boolean isHttp10) {
        clear();
        if (fields.transferEncodings() > 0) {
            FailureReason failure = readCoding(fields, headers, isHttp10);
            if (failure != null) {
                return failure;
            }
        }
        return fields.contentLengths() > 0 && !readLength(fields) ? FailureReason.BAD_FRAMING : null;
    }

    private void clear() {
        contentLength = NO_LENGTH;
        isChunked = false;
        expectsContinue = false;
    }

    /** Bytes of the body, or {@link #NO_LENGTH}. */
    public long contentLength() {
        return contentLength;
    }

    /** The body comes in chunks. */
    public boolean isChunked() {
        return isChunked;
    }

    /** The client announced a body and may hold it back until it gets 100. */
    boolean expectsContinue() {
        return expectsContinue;
    }

    private @Nullable FailureReason readCoding(RequestFields fields, HttpHeaders headers, boolean isHttp10) {
        if (isHttp10 || fields.contentLengths() > 0) {
            return FailureReason.BAD_FRAMING;
        }
        if (fields.transferEncodings() == 1
                && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(fields.transferEncoding())) {
            isChunked = true;
            return null;
        }
        return isUnknownCoding(headers.getAll(HttpHeaderNames.TRANSFER_ENCODING))
                ? FailureReason.UNKNOWN_CODING
                : FailureReason.BAD_FRAMING;
    }

    /** Codings that are not known here, with a proper end: {@code chunked}, once and last. */
    private static boolean isUnknownCoding(List<String> values) {
        String[] codings = String.join(",", values).split(",", -1);
        int last = codings.length - 1;
        for (int i = 0; i < last; i++) {
            String coding = codings[i].strip();
            if (coding.isEmpty()
                    || HttpHeaderValidationUtil.validateToken(coding) >= 0
                    || HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(coding)) {
                return false;
            }
        }
        return last > 0 && HttpHeaderValues.CHUNKED.contentEqualsIgnoreCase(codings[last].strip());
    }

    private boolean readLength(RequestFields fields) {
        CharSequence text = fields.contentLength();
        contentLength = text == null || fields.contentLengths() > 1 ? NO_LENGTH : ContentLength.parse(text);
        return contentLength != NO_LENGTH;
    }

    /** What frames the body goes on as every reader knows it, not in the spelling of the client. */
    private void spellPlainly(RequestFields fields, HttpHeaders headers) {
        CharSequence length = fields.contentLength();
        if (isChunked && !HttpHeaderValues.CHUNKED.contentEquals(fields.transferEncoding())) {
            headers.set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        } else if (length != null && length.length() > 1 && length.charAt(0) == '0') {
            headers.set(HttpHeaderNames.CONTENT_LENGTH, Long.toString(contentLength));
        }
    }

    private @Nullable FailureReason readExpectation(RequestFields fields, HttpHeaders headers, boolean isHttp10) {
        if (fields.expectations() > 1 || !HttpHeaderValues.CONTINUE.contentEqualsIgnoreCase(fields.expectation())) {
            return FailureReason.EXPECTATION_UNKNOWN;
        }
        expectsContinue = !isHttp10 && (isChunked || contentLength > 0);
        if (!expectsContinue) {
            // Nobody waits; a backend that is asked all the same would answer with a 100 that nobody can place.
            headers.remove(HttpHeaderNames.EXPECT);
        }
        return null;
    }
}
