package gateway.core.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpVersion;
import java.util.List;

/** Whether a connection may serve again after a message, as far as that message says (RFC 9112 section 9.3). */
public final class Persistence {
    private Persistence() {}

    /**
     * HTTP/1.1 stays open unless {@code close} is listed in Connection; HTTP/1.0 only with {@code keep-alive} and without
     * {@code close}. To be asked before {@link HopByHopHeaders} removes the field.
     */
    public static boolean isKeepAlive(HttpMessage message) {
        HttpHeaders headers = message.headers();
        boolean isHttp11 = HttpVersion.HTTP_1_1.equals(message.protocolVersion());
        if (!headers.contains(HttpHeaderNames.CONNECTION)) {
            return isHttp11;
        }
        List<String> lines = headers.getAll(HttpHeaderNames.CONNECTION);
        if (FieldList.contains(lines.iterator(), HttpHeaderValues.CLOSE)) {
            return false;
        }
        return isHttp11 || FieldList.contains(lines.iterator(), HttpHeaderValues.KEEP_ALIVE);
    }
}
