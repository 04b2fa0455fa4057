package gateway.core.codec;

import gateway.core.http.FailureReason;
import gateway.core.http.MalformedHead;
import io.netty.handler.codec.http.DefaultHttpRequest;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpVersion;

/** A request whose head is refused, with what was read of it. */
public final class MalformedRequest extends DefaultHttpRequest implements MalformedHead {
    /** Where no method was read. */
    static final HttpMethod NO_METHOD = HttpMethod.GET;

    private final FailureReason reason;
    private final boolean hasFirstLine;

    MalformedRequest(
            FailureReason reason,
            HttpVersion version,
            HttpMethod method,
            String target,
            HttpHeaders headers,
            boolean hasFirstLine) {
        super(version, method, target, headers, false);
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
