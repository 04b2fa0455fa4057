package gateway.server.metrics;

import gateway.core.http.FailureReason;
import gateway.core.http.FailureReason.Side;
import gateway.core.proxy.ExchangeView;
import gateway.core.routing.Route;
import gateway.core.upstream.Backend;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Everything that one event loop counts. Its methods are called by that loop; the collections may be read by anyone. A request
 * costs two lookups by identity and some additions; names are looked at once per route and configuration.
 */
final class LoopCells {
    private final Map<String, ListenerCells> listeners = new ConcurrentHashMap<>();
    private final Map<RouteKey, RouteCells> routes = new ConcurrentHashMap<>();
    private final Map<BackendKey, BackendCells> backends = new ConcurrentHashMap<>();

    private final IdentityCache<Route, RouteCells> routeCache = new IdentityCache<>();
    private final IdentityCache<Backend, BackendCells> backendCache = new IdentityCache<>();
    private ConfiguredSeries configured = ConfiguredSeries.NONE;
    /** Values of {@link #listeners}: they are few, so that a look at each is faster than a map. */
    private ListenerCells[] listenerCache = {};

    Collection<ListenerCells> listeners() {
        return listeners.values();
    }

    Collection<RouteCells> routes() {
        return routes.values();
    }

    Collection<BackendCells> backends() {
        return backends.values();
    }

    /** After a reload: forgets the old routes and backends, and the counts of those that are gone. */
    void use(ConfiguredSeries series) {
        if (series.generation() == configured.generation()) {
            return;
        }
        configured = series;
        routeCache.clear();
        backendCache.clear();
        listenerCache = new ListenerCells[0];
        listeners.keySet().retainAll(series.listeners());
        routes.keySet().retainAll(series.routes());
        backends.keySet().retainAll(series.backends());
    }

    void started(ExchangeView exchange) {
        listener(exchange.listener()).inFlight++;
    }

    void attemptFailed(Backend backend, FailureReason reason) {
        backend(backend).attempts[AttemptResult.of(reason).index]++;
    }

    void ended(ExchangeView exchange) {
        RouteCells route = route(exchange);
        route.outcomes.increment(RequestOutcome.of(exchange));
        if (exchange.startNanos() != 0) {
            long end = exchange.isTunnel() ? exchange.responseHeadNanos() : exchange.endNanos();
            route.duration.observe(end - exchange.startNanos());
        }
        if (exchange.attempts() > 1) {
            route.retries += exchange.attempts() - 1;
        }
        ended(exchange, route.listener);
        Backend last = exchange.backend();
        if (last != null) {
            ended(exchange, backend(last));
        }
    }

    private static void ended(ExchangeView exchange, ListenerCells listener) {
        // A malformed head never started.
        if (exchange.request() != null) {
            listener.inFlight--;
        }
        listener.bytesReceived += exchange.requestBytes();
        listener.bytesSent += exchange.responseBytes();
        if (exchange.attempts() == 1 && exchange.responseHeadNanos() != 0) {
            // To open a connection takes the backend's time, to take an idle one takes ours.
            long handedOver = exchange.isReusedConnection() ? exchange.connectedNanos() : exchange.attemptNanos();
            listener.overhead.observe(handedOver - exchange.startNanos());
        }
    }

    private static void ended(ExchangeView exchange, BackendCells backend) {
        FailureReason reason = exchange.reason();
        if (exchange.connectedNanos() != 0 && !exchange.isReusedConnection()) {
            backend.connect.observe(exchange.connectedNanos() - exchange.attemptNanos());
        }
        if (exchange.responseHeadNanos() != 0) {
            backend.request.observe(exchange.responseHeadNanos() - exchange.connectedNanos());
        }
        if (reason == null) {
            AttemptResult result = exchange.status() >= 500 ? AttemptResult.SERVER_ERROR : AttemptResult.OK;
            backend.attempts[result.index]++;
        } else if (reason.side() != Side.UPSTREAM && reason != FailureReason.NO_BACKEND) {
            // A try that failed was counted when it did.
            backend.attempts[AttemptResult.CANCELLED.index]++;
        }
    }

    private RouteCells route(ExchangeView exchange) {
        Route route = exchange.route();
        if (route == null) {
            return listener(exchange.listener()).unrouted;
        }
        RouteCells known = routeCache.get(route);
        return known != null ? known : resolve(route);
    }

    private ListenerCells listener(String name) {
        for (ListenerCells cells : listenerCache) {
            if (cells.listener.equals(name)) {
                return cells;
            }
        }
        return resolve(name);
    }

    private BackendCells backend(Backend backend) {
        BackendCells known = backendCache.get(backend);
        return known != null ? known : resolve(backend);
    }

    private RouteCells resolve(Route route) {
        ListenerCells listener = listener(route.listener());
        RouteCells cells = routes.computeIfAbsent(
                RouteKey.of(route), key -> new RouteCells(key, listener, configured.generation()));
        cells.generation = configured.generation();
        routeCache.put(route, cells);
        return cells;
    }

    private BackendCells resolve(Backend backend) {
        BackendCells cells =
                backends.computeIfAbsent(BackendKey.of(backend), key -> new BackendCells(key, configured.generation()));
        cells.generation = configured.generation();
        if (backendCache.isFull()) {
            // Name resolution replaces backends without a reload.
            backendCache.removeIf(Backend::isRemoved);
        }
        backendCache.put(backend, cells);
        return cells;
    }

    private ListenerCells resolve(String listener) {
        ListenerCells cells =
                listeners.computeIfAbsent(listener, name -> new ListenerCells(name, configured.generation()));
        cells.generation = configured.generation();
        listenerCache = Arrays.copyOf(listenerCache, listenerCache.length + 1);
        listenerCache[listenerCache.length - 1] = cells;
        return cells;
    }
}
