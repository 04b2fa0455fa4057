package gateway.core.routing;

import gateway.core.http.RequestHead;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * All virtual hosts and routes of one listener. A request whose host has no route for it has none at all: it never falls to a
 * less specific host. Immutable; called by every loop; a match allocates nothing.
 */
public final class RoutingTable {
    private final VirtualHosts hosts;
    private final List<Route> routes;

    RoutingTable(VirtualHosts hosts, List<Route> routes) {
        this.hosts = hosts;
        this.routes = List.copyOf(routes);
    }

    /** The route that takes the request; null when none does. */
    public @Nullable Route match(RequestHead request) {
        PathMatcher host = hosts.find(request.host());
        return host == null ? null : host.match(request.path());
    }

    /** All routes in file order, the implicit one of a host's own pool after the host's others. */
    public List<Route> routes() {
        return routes;
    }
}
