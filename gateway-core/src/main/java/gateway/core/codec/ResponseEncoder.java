package gateway.core.codec;

import gateway.core.http.ByteClass;
import io.netty.handler.codec.http.HttpMessage;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import java.nio.charset.StandardCharsets;

/** Writes the responses to one client, all of version HTTP/1.1 (RFC 9112 section 2.3). Event-loop confined. */
public final class ResponseEncoder extends MessageEncoder {
    private static final byte[] OK = "HTTP/1.1 200 OK".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] VERSION = "HTTP/1.1 ".getBytes(StandardCharsets.US_ASCII);

    private boolean toHead;

    /** The next response answers a HEAD, or another method. */
    public void answersHead(boolean head) {
        toHead = head;
    }

    @Override
    @SuppressWarnings("ReferenceEquality") // a status equals another one with a reason of its own
    void writeFirstLine(HttpMessage head, HeadWriter out) {
        HttpResponseStatus status = ((HttpResponse) head).status();
        if (status == HttpResponseStatus.OK) {
            out.bytes(OK);
        } else {
            out.bytes(VERSION)
                    .text(status.codeAsText(), ByteClass.TOKEN, "the status")
                    .blank()
                    .text(status.reasonPhrase(), ByteClass.VALUE, "the reason");
        }
    }

    @Override
    boolean isBodyless(HttpMessage head) {
        int code = ((HttpResponse) head).status().code();
        return toHead || code < 200 || code == 204 || code == 304;
    }
}
