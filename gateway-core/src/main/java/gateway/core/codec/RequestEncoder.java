package gateway.core.codec;

import gateway.core.http.ByteClass;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpRequest;
import java.nio.charset.StandardCharsets;

/** Writes the requests of one connection to a backend. Event-loop confined. */
public final class RequestEncoder extends MessageEncoder {
    private static final byte[] GET = bytes("GET ");
    private static final byte[] VERSION = bytes(" HTTP/1.1");

    @Override
    void writeFirstLine(HttpMessage head, HeadWriter out) {
        HttpRequest request = (HttpRequest) head;
        HttpMethod method = request.method();
        if (HttpMethod.GET.equals(method)) {
            out.bytes(GET);
        } else {
            out.text(method.asciiName(), ByteClass.TOKEN, "the method").blank();
        }
        String target = request.uri();
        if (target.isEmpty()) {
            throw new IllegalArgumentException("the target is empty");
        }
        out.text(target, ByteClass.TARGET, "the target").bytes(VERSION);
    }

    @Override
    boolean isBodyless(HttpMessage head) {
        return false;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
