package gateway.core.config;

import java.util.List;
import java.util.Optional;

/**
 * Host names that share a list of routes.
 *
 * @param names exact names, wildcards ({@code *.example.com}) or {@code *}; lower case, no port, no trailing dot
 * @param listeners names of the listeners that serve this host; empty means all
 * @param routes in file order
 * @param pool where requests go that no route takes
 * @param timeouts of this host's level
 */
public record VirtualHostConfig(
        List<String> names,
        List<String> listeners,
        List<RouteConfig> routes,
        Optional<String> pool,
        TimeoutConfig timeouts) {
    public VirtualHostConfig {
        names = List.copyOf(names);
        listeners = List.copyOf(listeners);
        routes = List.copyOf(routes);
    }

    /** The name of the route that {@link #pool} stands for: the host's first name. */
    public String implicitRouteName() {
        return names.get(0);
    }
}
