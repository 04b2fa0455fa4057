package gateway.core.proxy;

import gateway.core.http.FieldNames;
import gateway.core.http.ForwardedHeaders;
import gateway.core.http.HopByHopHeaders;
import gateway.core.http.RequestHead;
import gateway.core.routing.PathRewrite;
import gateway.core.routing.RouteAction.Forward;
import gateway.core.tls.ClientCertificate;
import gateway.core.tls.ClientTls;
import gateway.core.upstream.Backend;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import org.jspecify.annotations.Nullable;

/** Makes the request that goes to a backend out of the one that came. */
final class UpstreamRequest {
    private static final AsciiString ATTEMPT = AsciiString.cached("x-gateway-attempt");

    private UpstreamRequest() {}

    /**
     * The head as every attempt sends it; its headers are those of the received one, changed once.
     *
     * @param complete there is no body, so that head and end are one message
     */
    static HttpRequest of(
            HttpRequest received,
            RequestHead parsed,
            Forward action,
            Client client,
            ForwardedHeaders forwarded,
            boolean trusted,
            String requestId,
            boolean complete) {
        HttpHeaders headers = received.headers();
        HopByHopHeaders.removeFromRequest(headers);
        forwarded.apply(headers, trusted, client.text(), parsed.scheme(), parsed.authority(), client.localPort());
        setClientCertificate(headers, client.tls());
        headers.set(FieldNames.X_REQUEST_ID, requestId);
        if (!trusted) {
            headers.remove(ATTEMPT);
        }
        String target = target(parsed, action.rewrite());
        if (complete) {
            return new DefaultFullHttpRequest(
                    HttpVersion.HTTP_1_1,
                    received.method(),
                    target,
                    Unpooled.EMPTY_BUFFER,
                    headers,
                    EmptyHttpHeaders.INSTANCE);
        }
        return new DefaultHttpRequest(HttpVersion.HTTP_1_1, received.method(), target, headers);
    }

    /** Nobody else may say whose certificate was shown, not even a trusted proxy: what it verified it has to tell in its own way. */
    private static void setClientCertificate(HttpHeaders headers, @Nullable ClientTls tls) {
        ClientCertificate certificate = tls == null ? null : tls.certificate();
        if (certificate == null) {
            headers.remove(FieldNames.X_CLIENT_CERT_SUBJECT);
            headers.remove(FieldNames.X_CLIENT_CERT_FINGERPRINT);
        } else {
            headers.set(FieldNames.X_CLIENT_CERT_SUBJECT, certificate.subject());
            headers.set(FieldNames.X_CLIENT_CERT_FINGERPRINT, certificate.fingerprint());
        }
    }

    private static String target(RequestHead parsed, @Nullable PathRewrite rewrite) {
        String path = rewrite == null ? parsed.forwardPath() : rewrite.rewrite(parsed);
        return parsed.query().isEmpty() ? path : path + parsed.query();
    }

    /** What depends on the backend and on the try. */
    static HttpRequest forAttempt(HttpRequest request, RequestHead parsed, int attempt, Backend backend) {
        if (attempt > 1) {
            request.headers().set(ATTEMPT, attempt);
        }
        // HTTP/1.0 needs no Host, HTTP/1.1 does (RFC 9112 section 3.2).
        if (parsed.authority().isEmpty()) {
            request.headers().set(HttpHeaderNames.HOST, hostOf(backend));
        }
        return request;
    }

    private static String hostOf(Backend backend) {
        return backend.address().isUnix() ? "localhost" : backend.address().toString();
    }

    /** The Content-Length; 0 when there is none. */
    static long announcedLength(HttpRequest request) {
        return HttpUtil.getContentLength(request, 0L);
    }

    /** The client waits for 100; where nobody does, the field was removed when the head was read. */
    static boolean expectsContinue(HttpHeaders headers) {
        return headers.contains(HttpHeaderNames.EXPECT);
    }
}
