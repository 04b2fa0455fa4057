package gateway.server.messages;

import gateway.core.config.GatewayConfig;
import gateway.core.config.ListenerConfig;
import gateway.core.config.PoolConfig;
import gateway.core.config.PoolConfig.BackendConfig;
import gateway.core.http.FailureReason;
import gateway.core.http.RequestHead;
import gateway.core.routing.Route;
import gateway.core.routing.RouteAction.Forward;
import gateway.core.routing.RouteAction.Redirect;
import gateway.core.routing.RouteCompiler;
import gateway.core.routing.RoutingTable;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendPool;
import gateway.core.upstream.BackendStats;
import gateway.core.upstream.Excluded;
import gateway.core.upstream.balance.LoadBalancers;
import gateway.core.upstream.balance.SessionAffinity;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A gateway without sockets: the routing tables, balancers, affinity and rewriting of the data path over backends that are
 * played. Its balancers start at the first backend, so that each run gives the same answers. Used by one thread.
 */
final class PlayedGateway {
    private final List<RoutingTable> tables = new ArrayList<>();
    private final Sessions sessions = new Sessions();

    /** @param config one that was found valid */
    PlayedGateway(GatewayConfig config) {
        Map<String, BackendPool> pools = new HashMap<>();
        for (PoolConfig pool : config.pools()) {
            pools.put(pool.name(), pool(pool));
        }
        for (ListenerConfig listener : config.listeners()) {
            tables.add(RouteCompiler.compile(config, listener, name -> Objects.requireNonNull(pools.get(name), name)));
        }
    }

    /**
     * What a client gets.
     *
     * @param session binds the request to the backend that this session had first; empty for none
     */
    PlayedResponse answer(RequestHead request, String session) {
        Route route = match(request);
        if (route == null) {
            return PlayedResponse.refused(target(request.forwardPath(), request), FailureReason.NO_ROUTE);
        }
        if (route.action() instanceof Redirect redirect) {
            return PlayedResponse.redirected(target(request.forwardPath(), request), redirect.location(request));
        }
        // A message has a path, and so is no CONNECT, which is the only other action.
        return forward(request, (Forward) route.action(), session);
    }

    /** A message does not say where it arrived: the first listener that has a route for it takes it. */
    private @Nullable Route match(RequestHead request) {
        for (RoutingTable table : tables) {
            Route route = table.match(request);
            if (route != null) {
                return route;
            }
        }
        return null;
    }

    private PlayedResponse forward(RequestHead request, Forward action, String session) {
        String path = action.rewrite() == null
                ? request.forwardPath()
                : action.rewrite().rewrite(request);
        String target = target(path, request);
        SessionAffinity affinity = action.affinity();
        Backend bound = affinity == null ? null : affinity.find(request);
        Backend chosen = bound != null
                ? bound
                : sessions.backend(session, () -> action.pool().pick(request, Excluded.NONE));
        if (chosen == null) {
            return PlayedResponse.refused(target, FailureReason.NO_BACKEND);
        }
        if (affinity == null) {
            return play(chosen, request, target);
        }
        affinity.hide(request);
        String cookie = affinity.setCookie(request, bound, chosen);
        PlayedResponse response = play(chosen, request, target);
        return cookie == null ? response : response.with("Set-Cookie", cookie);
    }

    private static PlayedResponse play(Backend backend, RequestHead request, String target) {
        backend.beginRequest();
        try {
            return PlayedResponse.of(backend, request, target);
        } finally {
            backend.endRequest();
        }
    }

    private static String target(String path, RequestHead request) {
        return path + request.query();
    }

    private static BackendPool pool(PoolConfig config) {
        List<Backend> backends = new ArrayList<>();
        for (BackendConfig backend : config.backends()) {
            // Never connected to, so never resolved.
            InetSocketAddress address = InetSocketAddress.createUnresolved(
                    backend.address().host(), backend.address().port());
            backends.add(new Backend(config.name(), backend.name(), backend.address(), address, new BackendStats(1)));
        }
        BackendPool pool = new BackendPool(config, LoadBalancers.startingAtFirst()::of);
        pool.setBackends(backends);
        return pool;
    }
}
