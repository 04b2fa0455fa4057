package gateway.core.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpVersion;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Turns what a codec decoded into a {@link RequestHead}, or says why it is refused: what is well-formed on the wire and still no
 * request that may be served (RFC 9112 sections 3 and 6). One per connection, reused for each of its requests; event-loop confined.
 */
public final class RequestReader {
    /** No Content-Length. */
    public static final long NO_LENGTH = RequestFraming.NO_LENGTH;

    private static final int MAX_FIELDS = 100;

    private final RequestFields fields = new RequestFields();
    private final RequestFraming framing = new RequestFraming();
    private final RequestTarget target = new RequestTarget();
    private @Nullable Authority host;
    private @Nullable RequestHead head;

    /**
     * Reads a request's head. Sets the Host field from an absolute target, and removes fields with an underscore in their name.
     *
     * @param scheme of the connection, {@code http} or {@code https}
     * @param clientAddress as {@link ForwardedHeaders#clientAddress} found it
     * @return null when the head is good; else why the request is refused, and the connection is to be closed
     */
    public @Nullable FailureReason read(HttpRequest request, String scheme, String clientAddress) {
        return read(request, scheme, clientAddress, false);
    }

    /**
     * The same where CONNECT may be served.
     *
     * @param connectAllowed CONNECT is read; otherwise the method is refused
     */
    public @Nullable FailureReason read(
            HttpRequest request, String scheme, String clientAddress, boolean connectAllowed) {
        head = null;
        if (request instanceof MalformedHead malformed) {
            return malformed.reason();
        }
        boolean isHttp10 = HttpVersion.HTTP_1_0.equals(request.protocolVersion());
        HttpHeaders headers = request.headers();
        fields.read(headers);
        if (fields.count() > MAX_FIELDS) {
            return FailureReason.HEAD_TOO_LARGE;
        }
        HttpMethod method = request.method();
        boolean isConnect = HttpMethod.CONNECT.equals(method);
        if ((isConnect && !connectAllowed) || HttpMethod.TRACE.equals(method)) {
            return FailureReason.METHOD_REFUSED;
        }
        if (!target.read(request.uri(), method)) {
            return FailureReason.BAD_TARGET;
        }
        if (!readHost(headers, isHttp10)) {
            return FailureReason.BAD_HOST;
        }
        FailureReason failure = framing.read(fields, headers, isHttp10);
        if (failure == null && isConnect && (isHttp10 || isChunked() || contentLength() > 0)) {
            // RFC 9110 section 9.3.6: there is no content, and what follows is the tunnel's.
            failure = FailureReason.BAD_FRAMING;
        }
        if (failure == null) {
            head = newHead(method, scheme, headers, clientAddress);
        }
        return failure;
    }

    /** The head of the last request; only after a {@link #read} that returned null. */
    public RequestHead head() {
        return Objects.requireNonNull(head, "no good request was read");
    }

    /** Bytes of the body that the last request announced, or {@link #NO_LENGTH}. */
    public long contentLength() {
        return framing.contentLength();
    }

    /** The last request's body comes in chunks. */
    public boolean isChunked() {
        return framing.isChunked();
    }

    /** The last request announced a body, and its client may wait for 100 before it sends it. */
    public boolean expectsContinue() {
        return framing.expectsContinue();
    }

    private RequestHead newHead(HttpMethod method, String scheme, HttpHeaders headers, String clientAddress) {
        Authority authority = host;
        return new RequestHead(
                method,
                scheme,
                authority == null ? "" : authority.text(),
                authority == null ? "" : authority.host(),
                target.path(),
                target.forwardPath(),
                target.query(),
                headers,
                clientAddress);
    }

    private boolean readHost(HttpHeaders headers, boolean isHttp10) {
        if (fields.hosts() > 1 || (fields.hosts() == 0 && !isHttp10)) {
            return false;
        }
        Authority wanted = target.authority();
        CharSequence value = fields.host();
        if (value == null || value.length() == 0) {
            host = wanted;
            if (wanted != null) {
                headers.set(HttpHeaderNames.HOST, wanted.text());
            }
            return wanted != null || isHttp10;
        }
        Authority named = authority(value.toString());
        if (named == null) {
            return false;
        }
        if (wanted != null) {
            if (!isSame(wanted, named)) {
                return false;
            }
            headers.set(HttpHeaderNames.HOST, wanted.text());
            named = wanted;
        }
        host = named;
        return true;
    }

    /** Most connections name one host only: what was parsed for the last request serves again. */
    private @Nullable Authority authority(String text) {
        Authority last = host;
        return last != null && last.text().equals(text) ? last : Authority.parse(text);
    }

    private boolean isSame(Authority one, Authority other) {
        int defaultPort = target.defaultPort();
        return one.host().equals(other.host()) && one.portOr(defaultPort) == other.portOr(defaultPort);
    }
}
