package gateway.core.routing;

import gateway.core.http.FailureReason;
import gateway.core.http.RequestHead;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.util.AsciiString;

/**
 * May a failed try be followed by another? A pure function of the failure, the method and what was tried (behaviour: rows on
 * connections; RFC 9110 section 9.2.2).
 *
 * @param tries in all, for requests that had reached a backend
 */
public record RetryPolicy(int tries) {
    /** A backend that never got the request, or died before its answer, does not use up the tries of a small pool. */
    private static final int MAX_BACKENDS = 3;

    private static final AsciiString IDEMPOTENCY_KEY = AsciiString.cached("idempotency-key");

    /**
     * Whether another try is right.
     *
     * @param failure of the last try
     * @param attempts made so far, at least 1
     * @param repeatable the request may be done twice
     * @param replayable everything that was sent of the body is still held
     */
    public boolean mayRetry(FailureReason failure, boolean repeatable, int attempts, boolean replayable) {
        if (!replayable || attempts >= Math.max(tries, tries == 1 ? 1 : MAX_BACKENDS)) {
            return false;
        }
        return switch (failure.retry()) {
            case ALWAYS -> true;
            case IF_IDEMPOTENT -> repeatable;
            case NEVER, IF_CONFIGURED -> false;
        };
    }

    /** Doing it twice is as doing it once: by its method, or because the backend can tell the second from the first. */
    public static boolean isRepeatable(RequestHead request) {
        return isIdempotent(request.method()) || request.headers().contains(IDEMPOTENCY_KEY);
    }

    /** GET HEAD OPTIONS TRACE PUT DELETE: doing it twice is as doing it once. */
    private static boolean isIdempotent(HttpMethod method) {
        return HttpMethod.GET.equals(method)
                || HttpMethod.HEAD.equals(method)
                || HttpMethod.PUT.equals(method)
                || HttpMethod.DELETE.equals(method)
                || HttpMethod.OPTIONS.equals(method)
                || HttpMethod.TRACE.equals(method);
    }
}
