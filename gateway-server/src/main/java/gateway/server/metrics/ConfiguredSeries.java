package gateway.server.metrics;

import gateway.core.config.GatewayConfig;
import gateway.core.config.ListenerConfig;
import gateway.core.config.PoolConfig;
import gateway.core.config.PoolConfig.BackendConfig;
import gateway.core.config.RouteConfig;
import gateway.core.config.VirtualHostConfig;
import java.util.LinkedHashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The series that a configuration asks for: they exist at 0 before anything happens. Immutable.
 *
 * @param generation counts configurations
 * @param config null before the first one
 * @param pools names
 */
record ConfiguredSeries(
        int generation,
        @Nullable GatewayConfig config,
        Set<String> listeners,
        Set<RouteKey> routes,
        Set<String> pools,
        Set<BackendKey> backends) {
    static final ConfiguredSeries NONE = new ConfiguredSeries(0, null, Set.of(), Set.of(), Set.of(), Set.of());

    /** Those of the next configuration. */
    ConfiguredSeries next(GatewayConfig next) {
        Set<String> listeners = new LinkedHashSet<>();
        Set<RouteKey> routes = new LinkedHashSet<>();
        for (ListenerConfig listener : next.listeners()) {
            listeners.add(listener.name());
            routes.add(RouteKey.unrouted(listener.name()));
            if (!listener.connect().isEmpty()) {
                routes.add(new RouteKey(listener.name(), ListenerConfig.CONNECT_ROUTE, ""));
            }
            for (VirtualHostConfig host : next.hosts()) {
                if (host.listeners().isEmpty() || host.listeners().contains(listener.name())) {
                    addRoutes(listener.name(), host, routes);
                }
            }
        }
        Set<String> pools = new LinkedHashSet<>();
        Set<BackendKey> backends = new LinkedHashSet<>();
        for (PoolConfig pool : next.pools()) {
            pools.add(pool.name());
            for (BackendConfig backend : pool.backends()) {
                backends.add(new BackendKey(pool.name(), backend.name()));
            }
        }
        return new ConfiguredSeries(generation + 1, next, listeners, routes, pools, backends);
    }

    private static void addRoutes(String listener, VirtualHostConfig host, Set<RouteKey> routes) {
        for (RouteConfig route : host.routes()) {
            routes.add(new RouteKey(listener, route.name(), route.pool().orElse("")));
        }
        host.redirect().ifPresent(to -> routes.add(new RouteKey(listener, host.implicitRouteName(), "")));
        host.pool().ifPresent(pool -> routes.add(new RouteKey(listener, host.implicitRouteName(), pool)));
    }
}
