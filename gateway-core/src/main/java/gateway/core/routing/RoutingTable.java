package gateway.core.routing;

import gateway.core.http.RequestHead;
import org.jspecify.annotations.Nullable;

/** All virtual hosts and routes of one listener. Immutable; called by every loop. */
public interface RoutingTable {
    /** The route that takes the request; null when none does. */
    @Nullable
    Route match(RequestHead request);
}
