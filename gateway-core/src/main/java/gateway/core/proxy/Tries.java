package gateway.core.proxy;

import gateway.core.http.FailureReason;
import gateway.core.http.RequestHead;
import gateway.core.routing.RetryPolicy;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendPool;
import gateway.core.upstream.Excluded;
import org.jspecify.annotations.Nullable;

/** What follows a failed try of one exchange: which backend is next, if any. Made at the first failure. Event-loop confined. */
final class Tries {
    private final BackendPool pool;
    private final RetryPolicy policy;
    private final RequestHead request;
    private final Excluded excluded = new Excluded();
    private int charged = 1;
    private boolean repeated;
    private boolean freshOnly;

    Tries(BackendPool pool, RetryPolicy policy, RequestHead request) {
        this.pool = pool;
        this.policy = policy;
        this.request = request;
    }

    /** A kept-alive connection may have been closed unseen: that says nothing of the backend. */
    static boolean isStale(FailureReason why, Attempt failed) {
        return why == FailureReason.CLOSED_BEFORE_RESPONSE && failed.isReused();
    }

    /**
     * The backend of the next try; null when there is none to be made.
     *
     * @param replayable everything that was sent is still held
     */
    @Nullable
    Backend next(Attempt failed, FailureReason why, boolean replayable) {
        freshOnly = false;
        boolean repeatable = RetryPolicy.isRepeatable(request);
        if (isStale(why, failed) && !repeated && replayable && repeatable) {
            // Once, on the same backend, and it costs no try.
            repeated = true;
            freshOnly = true;
            return failed.backend();
        }
        if (!policy.mayRetry(why, repeatable, charged, replayable)) {
            return null;
        }
        charged++;
        excluded.add(failed.backend());
        return pool.pick(request, excluded);
    }

    /** The next try must have a new connection. */
    boolean isFreshOnly() {
        return freshOnly;
    }
}
