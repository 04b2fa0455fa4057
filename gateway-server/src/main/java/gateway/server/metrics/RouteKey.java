package gateway.server.metrics;

import gateway.core.routing.Route;
import gateway.core.routing.RouteAction.Forward;

/**
 * What tells the series of one route from those of another; the same before and after a reload.
 *
 * @param route empty when no route took the request
 * @param pool empty when the route has none
 */
record RouteKey(String listener, String route, String pool) {
    static RouteKey of(Route route) {
        String pool = route.action() instanceof Forward forward ? forward.pool().name() : "";
        return new RouteKey(route.listener(), route.name(), pool);
    }

    static RouteKey unrouted(String listener) {
        return new RouteKey(listener, "", "");
    }

    boolean isUnrouted() {
        return route.isEmpty();
    }
}
