package gateway.core.proxy;

import gateway.core.http.DateHeader;
import gateway.core.http.FailureReason;
import gateway.core.http.FieldNames;
import gateway.core.http.HopByHopHeaders;
import gateway.core.http.LocalReply;
import gateway.core.http.RequestHead;
import gateway.core.routing.RouteAction.Redirect;
import gateway.core.upstream.Backend;
import gateway.core.upstream.balance.SessionAffinity;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import org.jspecify.annotations.Nullable;

/** Makes the head that the client gets: out of the backend's, or the gateway's own. */
final class ResponseHead {
    private ResponseHead() {}

    /** Changes the backend's head into the client's; framing and persistence are the downstream's. */
    static void prepare(
            HttpResponse head,
            String requestId,
            @Nullable SessionAffinity affinity,
            RequestHead request,
            @Nullable Backend bound,
            Backend backend,
            DateHeader date) {
        HttpHeaders headers = head.headers();
        head.setProtocolVersion(HttpVersion.HTTP_1_1);
        HopByHopHeaders.removeFromResponse(headers);
        headers.set(FieldNames.X_REQUEST_ID, requestId);
        if (!headers.contains(HttpHeaderNames.DATE)) {
            headers.set(HttpHeaderNames.DATE, date.value());
        }
        if (affinity != null) {
            String cookie = affinity.setCookie(request, bound, backend);
            if (cookie != null) {
                headers.add(HttpHeaderNames.SET_COOKIE, cookie);
            }
        }
    }

    /** A 1xx as the client gets it. */
    static HttpResponse interim(HttpResponse head) {
        head.setProtocolVersion(HttpVersion.HTTP_1_1);
        HopByHopHeaders.removeFromResponse(head.headers());
        return head;
    }

    /** A head without a body cannot say where one ends. */
    static void withoutBody(HttpHeaders headers) {
        headers.remove(HttpHeaderNames.CONTENT_LENGTH);
        headers.remove(HttpHeaderNames.TRANSFER_ENCODING);
        headers.remove(HttpHeaderNames.TRAILER);
    }

    /** A head of the gateway's own without anything about a body. */
    static HttpResponse ofOwn(HttpResponseStatus status, String requestId, DateHeader date) {
        HttpResponse head = new DefaultHttpResponse(HttpVersion.HTTP_1_1, status);
        identify(head.headers(), requestId, date);
        return head;
    }

    /** Sends the client elsewhere. */
    static FullHttpResponse redirect(String location, String requestId, DateHeader date) {
        FullHttpResponse reply = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(Redirect.STATUS), Unpooled.EMPTY_BUFFER);
        identify(reply.headers(), requestId, date);
        reply.headers().set(HttpHeaderNames.LOCATION, location);
        reply.headers().set(HttpHeaderNames.CONTENT_LENGTH, HttpHeaderValues.ZERO);
        return reply;
    }

    private static void identify(HttpHeaders headers, String requestId, DateHeader date) {
        headers.set(HttpHeaderNames.DATE, date.value());
        headers.set(FieldNames.X_REQUEST_ID, requestId);
    }

    /**
     * The gateway's own answer to a failure.
     *
     * @param reason null when nothing is wrong: {@code OPTIONS *}
     * @param received null when the head was never complete
     * @param close the request was not read to its end
     */
    static FullHttpResponse localReply(
            @Nullable FailureReason reason,
            @Nullable HttpRequest received,
            String requestId,
            boolean close,
            DateHeader date) {
        FullHttpResponse reply = reason == null
                ? LocalReply.ofServerOptions(requestId, date)
                : failure(reason, received, requestId, date);
        if (close) {
            reply.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
        }
        return reply;
    }

    private static FullHttpResponse failure(
            FailureReason reason, @Nullable HttpRequest received, String requestId, DateHeader date) {
        boolean isHead = received != null && HttpMethod.HEAD.equals(received.method());
        String accept = received == null ? null : received.headers().get(HttpHeaderNames.ACCEPT);
        return LocalReply.of(reason, isHead, accept, requestId, date, ByteBufAllocator.DEFAULT);
    }
}
