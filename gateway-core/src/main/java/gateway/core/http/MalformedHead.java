package gateway.core.http;

import io.netty.handler.codec.http.HttpRequest;

/** A request or response whose head the decoder refused. What it had read by then is there; no body follows. */
public interface MalformedHead {
    /** Why it was refused. */
    FailureReason reason();

    /** The first line was read, so that method and target, or version and status, are those of the wire. */
    boolean hasFirstLine();

    /** Of any request: only one that is malformed may lack it. */
    static boolean hasFirstLine(HttpRequest request) {
        return !(request instanceof MalformedHead malformed) || malformed.hasFirstLine();
    }
}
