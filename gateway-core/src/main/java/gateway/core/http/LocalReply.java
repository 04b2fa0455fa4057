package gateway.core.http;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.AsciiString;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The gateway's own answer to a failure: short text, or problem+json (RFC 9457) for who accepts it, with the reason's code and
 * the request id. Nothing that the client sent is in it, but for a request id that was found well-formed.
 */
public final class LocalReply {
    private static final AsciiString TEXT = AsciiString.cached("text/plain; charset=utf-8");
    private static final AsciiString PROBLEM = AsciiString.cached("application/problem+json");
    private static final AsciiString NOSNIFF = AsciiString.cached("nosniff");
    private static final AsciiString RETRY_AFTER_SECONDS = AsciiString.cached("1");
    private static final AsciiString ALLOWED_METHODS =
            AsciiString.cached("GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS");

    private static final Map<FailureReason, LocalReply> BY_REASON = newReplies();

    private final HttpResponseStatus status;
    private final AsciiString proxyStatus;
    private final AsciiString textStart;
    private final AsciiString problemStart;

    private LocalReply(FailureReason reason) {
        status = status(reason.status());
        String error = reason.proxyStatus() == null ? "" : "; error=" + reason.proxyStatus();
        proxyStatus = new AsciiString("gateway" + error + "; details=\"" + reason.code() + '"');
        String detail = FailureDetail.of(reason);
        textStart = new AsciiString(status + "\n" + detail + "\nReason: " + reason.code() + '\n');
        problemStart =
                new AsciiString("{\"type\":\"about:blank\",\"title\":\"" + status.reasonPhrase() + "\",\"status\":"
                        + status.code() + ",\"detail\":\"" + detail + "\",\"reason\":\"" + reason.code() + '"');
    }

    /** Netty's phrases for these two are older than RFC 9110. */
    private static HttpResponseStatus status(int code) {
        return switch (code) {
            case 413 -> new HttpResponseStatus(413, "Content Too Large");
            case 414 -> new HttpResponseStatus(414, "URI Too Long");
            default -> HttpResponseStatus.valueOf(code);
        };
    }

    /** The answer to {@code OPTIONS *}, which asks what the server can do as a whole (RFC 9110 section 9.3.7). The caller owns it. */
    public static FullHttpResponse ofServerOptions(String requestId, DateHeader date) {
        FullHttpResponse response =
                new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.OK, Unpooled.EMPTY_BUFFER);
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.DATE, date.value());
        headers.set(HttpHeaderNames.ALLOW, ALLOWED_METHODS);
        headers.setInt(HttpHeaderNames.CONTENT_LENGTH, 0);
        headers.set(FieldNames.X_REQUEST_ID, requestId);
        return response;
    }

    /**
     * Builds the answer. The caller owns it, and sets Connection.
     *
     * @param isHead the method is HEAD: the length of the body is told, the body is left out
     * @param accept the request's Accept field; null when it has none
     * @param requestId as {@link RequestId} chose it; empty when there is none
     * @param date of the loop
     * @param allocator gives the body's buffer
     */
    public static FullHttpResponse of(
            FailureReason reason,
            boolean isHead,
            @Nullable CharSequence accept,
            String requestId,
            DateHeader date,
            ByteBufAllocator allocator) {
        return Objects.requireNonNull(BY_REASON.get(reason))
                .newResponse(isHead, AcceptField.prefersJson(accept), requestId, date, allocator);
    }

    private FullHttpResponse newResponse(
            boolean isHead, boolean isJson, String requestId, DateHeader date, ByteBufAllocator allocator) {
        String end = isJson ? problemEnd(requestId) : textEnd(requestId);
        AsciiString start = isJson ? problemStart : textStart;
        int length = start.length() + end.length();
        ByteBuf body = isHead ? Unpooled.EMPTY_BUFFER : body(allocator, start, end, length);
        FullHttpResponse response = new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, status, body);
        HttpHeaders headers = response.headers();
        headers.set(HttpHeaderNames.DATE, date.value());
        headers.set(HttpHeaderNames.CONTENT_TYPE, isJson ? PROBLEM : TEXT);
        headers.setInt(HttpHeaderNames.CONTENT_LENGTH, length);
        headers.set(FieldNames.X_CONTENT_TYPE_OPTIONS, NOSNIFF);
        headers.set(FieldNames.PROXY_STATUS, proxyStatus);
        if (!requestId.isEmpty()) {
            headers.set(FieldNames.X_REQUEST_ID, requestId);
        }
        if (HttpResponseStatus.SERVICE_UNAVAILABLE.equals(status)) {
            headers.set(HttpHeaderNames.RETRY_AFTER, RETRY_AFTER_SECONDS);
        } else if (HttpResponseStatus.METHOD_NOT_ALLOWED.equals(status)) {
            headers.set(HttpHeaderNames.ALLOW, ALLOWED_METHODS);
        }
        return response;
    }

    private static String textEnd(String requestId) {
        return requestId.isEmpty() ? "" : "Request id: " + requestId + '\n';
    }

    private static String problemEnd(String requestId) {
        return requestId.isEmpty() ? "}\n" : ",\"request_id\":\"" + requestId + "\"}\n";
    }

    private static ByteBuf body(ByteBufAllocator allocator, AsciiString start, String end, int length) {
        ByteBuf body = allocator.buffer(length);
        body.writeBytes(start.array(), start.arrayOffset(), start.length());
        ByteBufUtil.writeAscii(body, end);
        return body;
    }

    private static Map<FailureReason, LocalReply> newReplies() {
        Map<FailureReason, LocalReply> replies = new EnumMap<>(FailureReason.class);
        for (FailureReason reason : FailureReason.values()) {
            replies.put(reason, new LocalReply(reason));
        }
        return replies;
    }
}
