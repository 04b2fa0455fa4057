package gateway.core.upstream;

import gateway.core.http.RequestHead;
import org.jspecify.annotations.Nullable;

/**
 * Chooses one of a fixed list of eligible backends. Immutable but for its cursor; called by every event loop at once, without
 * locks. A change of the list makes a new one.
 */
public interface LoadBalancer {
    /** The next backend that was not tried yet; null when there is none. Allocates nothing. */
    @Nullable
    Backend pick(RequestHead request, Excluded excluded);
}
