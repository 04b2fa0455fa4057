package gateway.core.routing;

import gateway.core.config.GatewayConfig;
import gateway.core.config.ListenerConfig;
import gateway.core.config.PoolConfig;
import gateway.core.config.RouteConfig;
import gateway.core.config.RouteConfig.MatchConfig;
import gateway.core.config.RouteConfig.RedirectConfig;
import gateway.core.config.RouteConfig.ReplacePrefix;
import gateway.core.config.RouteConfig.RetryConfig;
import gateway.core.config.RouteConfig.RewriteConfig;
import gateway.core.config.RouteConfig.StripPrefix;
import gateway.core.config.TimeoutConfig;
import gateway.core.config.VirtualHostConfig;
import gateway.core.http.CanonicalPath;
import gateway.core.upstream.BackendPool;
import gateway.core.upstream.balance.SessionAffinity;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Makes the {@link RoutingTable} of one listener from a configuration that was found valid. Everything a request needs is looked
 * up here, once. Of two routes or hosts that are the same to the last condition the first one wins. Used by one thread, once.
 */
public final class RouteCompiler {
    private static final String ROOT = "/";

    private final ListenerConfig listener;
    private final TimeoutConfig listenerTimeouts;
    private final Map<String, PoolConfig> poolConfigs = new HashMap<>();
    private final Function<String, BackendPool> pools;
    private final Map<String, SessionAffinity> affinities = new HashMap<>();
    private final List<Route> routes = new ArrayList<>();

    private RouteCompiler(GatewayConfig config, ListenerConfig listener, Function<String, BackendPool> pools) {
        this.listener = listener;
        this.listenerTimeouts = listener.timeouts().over(config.timeouts()).over(TimeoutConfig.DEFAULTS);
        this.pools = pools;
        config.pools().forEach(pool -> poolConfigs.put(pool.name(), pool));
    }

    /**
     * Compiles the hosts that this listener serves.
     *
     * @param pools the pool of each name that the configuration uses
     */
    public static RoutingTable compile(
            GatewayConfig config, ListenerConfig listener, Function<String, BackendPool> pools) {
        return new RouteCompiler(config, listener, pools).compile(config.hosts());
    }

    private RoutingTable compile(List<VirtualHostConfig> hosts) {
        Map<String, PathMatcher> byName = new HashMap<>();
        for (VirtualHostConfig host : hosts) {
            if (host.listeners().isEmpty() || host.listeners().contains(listener.name())) {
                PathMatcher matcher = compile(host);
                host.names().forEach(name -> byName.putIfAbsent(name, matcher));
            }
        }
        Route connect = listener.connect().isEmpty() ? null : connect();
        return new RoutingTable(new VirtualHosts(byName), routes, connect);
    }

    private Route connect() {
        RouteAction action = new RouteAction.Connect(new ConnectTargets(listener.connect()));
        return add(new Route(
                listener.name(), "", ListenerConfig.CONNECT_ROUTE, action, new RetryPolicy(1), listenerTimeouts));
    }

    private PathMatcher compile(VirtualHostConfig host) {
        Map<String, Route> exact = new HashMap<>();
        Map<String, Route> prefixes = new HashMap<>();
        Route any = null;
        for (RouteConfig config : host.routes()) {
            Route route = compile(host, config);
            MatchConfig match = config.match();
            if (match.path().isPresent()) {
                exact.putIfAbsent(canonical(match.path().get()), route);
            } else if (match.pathPrefix().isPresent()) {
                prefixes.putIfAbsent(canonical(match.pathPrefix().get()), route);
            } else if (any == null) {
                any = route;
            }
        }
        return new PathMatcher(exact, prefixes, fallback(host, prefixes.remove(ROOT), any));
    }

    /** The prefix {@code /} takes all, also {@code *}, so it needs no look-up. */
    private @Nullable Route fallback(VirtualHostConfig host, @Nullable Route root, @Nullable Route any) {
        if (root != null) {
            return root;
        }
        if (any != null) {
            return any;
        }
        String name = host.implicitRouteName();
        if (host.redirect().isPresent()) {
            return redirect(host, name, host.redirect().get(), TimeoutConfig.NONE);
        }
        return host.pool()
                .map(pool -> forward(host, name, pool, null, RetryConfig.DEFAULT, TimeoutConfig.NONE, Optional.empty()))
                .orElse(null);
    }

    private Route compile(VirtualHostConfig host, RouteConfig config) {
        if (config.action() instanceof RedirectConfig redirect) {
            return redirect(host, config.name(), redirect, config.timeouts());
        }
        PathRewrite rewrite =
                config.rewrite().map(to -> rewrite(to, config.match())).orElse(null);
        RetryConfig retry = config.retry().orElse(RetryConfig.DEFAULT);
        String pool = config.pool().orElseThrow();
        return forward(host, config.name(), pool, rewrite, retry, config.timeouts(), config.upgrades());
    }

    private Route redirect(VirtualHostConfig host, String name, RedirectConfig to, TimeoutConfig timeouts) {
        RouteAction action = new RouteAction.Redirect(to.scheme().name().toLowerCase(Locale.ROOT));
        TimeoutConfig merged = timeouts.over(host.timeouts()).over(listenerTimeouts);
        return add(new Route(listener.name(), host.implicitRouteName(), name, action, new RetryPolicy(1), merged));
    }

    private Route forward(
            VirtualHostConfig host,
            String name,
            String poolName,
            @Nullable PathRewrite rewrite,
            RetryConfig retry,
            TimeoutConfig timeouts,
            Optional<List<String>> upgrades) {
        BackendPool pool = pools.apply(poolName);
        PoolConfig poolConfig = Objects.requireNonNull(poolConfigs.get(poolName), poolName);
        TimeoutConfig merged =
                timeouts.over(poolConfig.timeouts()).over(host.timeouts()).over(listenerTimeouts);
        List<String> allowed = upgrades.or(host::upgrades).orElse(RouteConfig.DEFAULT_UPGRADES);
        RouteAction action = new RouteAction.Forward(pool, affinity(pool, poolConfig), rewrite, allowed);
        return add(new Route(
                listener.name(), host.implicitRouteName(), name, action, new RetryPolicy(retry.tries()), merged));
    }

    private Route add(Route route) {
        routes.add(route);
        return route;
    }

    private @Nullable SessionAffinity affinity(BackendPool pool, PoolConfig config) {
        return config.sticky()
                .map(sticky -> affinities.computeIfAbsent(config.name(), name -> new SessionAffinity(pool, sticky)))
                .orElse(null);
    }

    private static PathRewrite rewrite(RewriteConfig config, MatchConfig match) {
        if (config instanceof StripPrefix strip) {
            return new PrefixRewrite(canonical(strip.prefix()), "");
        }
        String replacement = PrefixRewrite.oneSlashFirst(((ReplacePrefix) config).replacement());
        if (match.path().isPresent()) {
            // The match took the whole path, so nothing of it is left to append.
            return request -> replacement;
        }
        return new PrefixRewrite(canonical(match.pathPrefix().orElse(ROOT)), replacement);
    }

    /** Requests are matched by their canonical path, so what they are compared with must have that form too. */
    private static String canonical(String path) {
        CanonicalPath canonical = CanonicalPath.of(path);
        return canonical == null ? path : canonical.path();
    }
}
