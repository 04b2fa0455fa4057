package gateway.core.routing;

import gateway.core.upstream.BackendPool;
import gateway.core.upstream.balance.SessionAffinity;
import org.jspecify.annotations.Nullable;

/** What a route does with a request. */
public sealed interface RouteAction {
    /**
     * Sends it to a backend.
     *
     * @param affinity binds the client to its backend; null for none
     * @param rewrite of the path; null for none
     */
    record Forward(
            BackendPool pool,
            @Nullable SessionAffinity affinity,
            @Nullable PathRewrite rewrite) implements RouteAction {}
}
