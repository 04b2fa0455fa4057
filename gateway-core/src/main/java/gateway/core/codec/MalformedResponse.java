package gateway.core.codec;

import gateway.core.http.FailureReason;
import gateway.core.http.MalformedHead;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpVersion;

/** A response whose head is refused, with what was read of it. */
public final class MalformedResponse extends DefaultHttpResponse implements MalformedHead {
    private final FailureReason reason;
    private final boolean hasFirstLine;

    MalformedResponse(
            FailureReason reason,
            HttpVersion version,
            HttpResponseStatus status,
            HttpHeaders headers,
            boolean hasFirstLine) {
        super(version, status, headers);
        this.reason = reason;
        this.hasFirstLine = hasFirstLine;
        setDecoderResult(RefusedHeadException.RESULT);
    }

    @Override
    public FailureReason reason() {
        return reason;
    }

    @Override
    public boolean hasFirstLine() {
        return hasFirstLine;
    }
}
