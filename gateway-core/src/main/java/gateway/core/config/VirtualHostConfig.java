package gateway.core.config;

import gateway.core.config.RouteConfig.RedirectConfig;
import java.util.List;
import java.util.Optional;

/**
 * Host names that share a list of routes.
 *
 * @param names exact names, wildcards ({@code *.example.com}) or {@code *}; lower case, no port, no trailing dot
 * @param listeners names of the listeners that serve this host; empty means all
 * @param routes in file order
 * @param pool where requests go that no route takes
 * @param redirect what happens to requests that no route takes, instead of a pool
 * @param timeouts of this host's level
 * @param upgrades protocols that a request may switch to where its route does not say; see {@link RouteConfig#DEFAULT_UPGRADES}
 */
public record VirtualHostConfig(
        List<String> names,
        List<String> listeners,
        List<RouteConfig> routes,
        Optional<String> pool,
        Optional<RedirectConfig> redirect,
        TimeoutConfig timeouts,
        Optional<List<String>> upgrades) {
    public VirtualHostConfig {
        names = List.copyOf(names);
        listeners = List.copyOf(listeners);
        routes = List.copyOf(routes);
        upgrades = upgrades.map(List::copyOf);
    }

    /** A host without a redirect of its own that says nothing of upgrades. */
    public VirtualHostConfig(
            List<String> names,
            List<String> listeners,
            List<RouteConfig> routes,
            Optional<String> pool,
            TimeoutConfig timeouts) {
        this(names, listeners, routes, pool, Optional.empty(), timeouts, Optional.empty());
    }

    /** The name of the route that {@link #pool} or {@link #redirect} stands for: the host's first name. */
    public String implicitRouteName() {
        return names.get(0);
    }
}
