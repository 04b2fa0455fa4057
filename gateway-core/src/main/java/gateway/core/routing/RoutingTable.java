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
    private final @Nullable Route connect;

    /** @param connect takes every CONNECT; null when there are no tunnels */
    RoutingTable(VirtualHosts hosts, List<Route> routes, @Nullable Route connect) {
        this.hosts = hosts;
        this.connect = connect;
        this.routes = List.copyOf(routes);
    }

    /** The route that takes the request; null when none does. */
    public @Nullable Route match(RequestHead request) {
        if (request.path().isEmpty()) {
            // Only a CONNECT has none; the host that it names is no host of ours.
            return connect;
        }
        PathMatcher host = hosts.find(request.host());
        return host == null ? null : host.match(request.path());
    }

    /** CONNECT leads somewhere. */
    public boolean hasConnect() {
        return connect != null;
    }

    /** All routes in file order, the implicit one of a host's own pool after the host's others, that of CONNECT at last. */
    public List<Route> routes() {
        return routes;
    }
}
