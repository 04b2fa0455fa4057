package gateway.core.routing;

import gateway.core.http.FailureReason;
import io.netty.handler.codec.http.HttpMethod;

/**
 * May a failed try be followed by another? A pure function of the failure, the method and what was tried (behaviour: rows on
 * connections; RFC 9110 section 9.2.2).
 *
 * @param tries in all, for requests that had reached a backend
 */
public record RetryPolicy(int tries) {
    /** A backend that never got the request, or died before its answer, does not use up the tries of a small pool. */
    private static final int MAX_BACKENDS = 3;

    /**
     * Whether another try is right.
     *
     * @param failure of the last try
     * @param attempts made so far, at least 1
     * @param replayable everything that was sent of the body is still held
     */
    public boolean mayRetry(FailureReason failure, HttpMethod method, int attempts, boolean replayable) {
        if (!replayable || attempts >= Math.max(tries, tries == 1 ? 1 : MAX_BACKENDS)) {
            return false;
        }
        return switch (failure.retry()) {
            case ALWAYS -> true;
            case IF_IDEMPOTENT -> isIdempotent(method);
            case NEVER, IF_CONFIGURED -> false;
        };
    }

    /** GET HEAD OPTIONS TRACE PUT DELETE: doing it twice is as doing it once. */
    public static boolean isIdempotent(HttpMethod method) {
        return HttpMethod.GET.equals(method)
                || HttpMethod.HEAD.equals(method)
                || HttpMethod.PUT.equals(method)
                || HttpMethod.DELETE.equals(method)
                || HttpMethod.OPTIONS.equals(method)
                || HttpMethod.TRACE.equals(method);
    }
}
