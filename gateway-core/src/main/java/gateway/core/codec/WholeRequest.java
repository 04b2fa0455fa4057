package gateway.core.codec;

import io.netty.buffer.Unpooled;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.EmptyHttpHeaders;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;

/** A request without a body: head and end in one message. */
public final class WholeRequest extends DefaultFullHttpRequest {
    WholeRequest(HttpVersion version, HttpMethod method, String target, HttpHeaders headers) {
        super(version, method, target, Unpooled.EMPTY_BUFFER, headers, EmptyHttpHeaders.INSTANCE, false);
    }
}
