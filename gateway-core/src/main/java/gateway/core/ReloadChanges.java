package gateway.core;

import gateway.core.config.GatewayConfig;
import gateway.core.config.PoolConfig;
import gateway.core.config.PoolConfig.BackendConfig;
import gateway.core.config.RouteConfig;
import gateway.core.config.RouteConfig.RedirectConfig;
import gateway.core.config.VirtualHostConfig;
import java.util.HashSet;
import java.util.Set;

/**
 * What is new and what is gone between two configurations; a thing that changed is both.
 */
record ReloadChanges(int routesAdded, int routesRemoved, int backendsAdded, int backendsRemoved) {
    static ReloadChanges between(GatewayConfig before, GatewayConfig after) {
        Set<Object> oldRoutes = routes(before);
        Set<Object> newRoutes = routes(after);
        Set<Object> oldBackends = backends(before);
        Set<Object> newBackends = backends(after);
        return new ReloadChanges(
                missing(newRoutes, oldRoutes),
                missing(oldRoutes, newRoutes),
                missing(newBackends, oldBackends),
                missing(oldBackends, newBackends));
    }

    private static int missing(Set<Object> from, Set<Object> in) {
        Set<Object> rest = new HashSet<>(from);
        rest.removeAll(in);
        return rest.size();
    }

    private static Set<Object> routes(GatewayConfig config) {
        Set<Object> routes = new HashSet<>();
        for (VirtualHostConfig host : config.hosts()) {
            for (RouteConfig route : host.routes()) {
                routes.add(new NamedRoute(host.names().get(0), route));
            }
            host.pool().ifPresent(pool -> routes.add(new NamedPool(host.names().get(0), pool)));
            host.redirect()
                    .ifPresent(to -> routes.add(new NamedRedirect(host.names().get(0), to)));
        }
        return routes;
    }

    private static Set<Object> backends(GatewayConfig config) {
        Set<Object> backends = new HashSet<>();
        for (PoolConfig pool : config.pools()) {
            for (BackendConfig backend : pool.backends()) {
                backends.add(new NamedBackend(pool.name(), backend));
            }
        }
        return backends;
    }

    private record NamedRoute(String host, RouteConfig route) {}

    private record NamedRedirect(String host, RedirectConfig redirect) {}

    private record NamedPool(String host, String pool) {}

    private record NamedBackend(String pool, BackendConfig backend) {}
}
