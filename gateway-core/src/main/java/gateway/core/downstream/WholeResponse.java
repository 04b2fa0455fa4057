package gateway.core.downstream;

import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.LastHttpContent;

/** A head and the only part of its body as one message: one write, and for a small body one buffer and one cheaper system call. */
final class WholeResponse {
    private WholeResponse() {}

    /** Takes over the reference of the body. */
    static FullHttpResponse of(HttpResponse head, LastHttpContent body) {
        return new DefaultFullHttpResponse(
                head.protocolVersion(), head.status(), body.content(), head.headers(), body.trailingHeaders());
    }
}
