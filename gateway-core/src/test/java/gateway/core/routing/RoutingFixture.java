package gateway.core.routing;

import gateway.core.config.AccessLogConfig;
import gateway.core.config.Address;
import gateway.core.config.GatewayConfig;
import gateway.core.config.LimitConfig;
import gateway.core.config.ListenerConfig;
import gateway.core.config.PoolConfig;
import gateway.core.config.PoolConfig.AffinityConfig;
import gateway.core.config.PoolConfig.Algorithm;
import gateway.core.config.PoolConfig.ConnectionConfig;
import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.config.RouteConfig;
import gateway.core.config.RouteConfig.MatchConfig;
import gateway.core.config.RouteConfig.RewriteConfig;
import gateway.core.config.TimeoutConfig;
import gateway.core.config.VirtualHostConfig;
import gateway.core.http.RequestHead;
import gateway.core.upstream.BackendPool;
import gateway.core.upstream.balance.LoadBalancers;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Configurations and requests for the tests of this package. */
final class RoutingFixture {
    static final ListenerConfig LISTENER = listener("http");
    static final PoolConfig POOL = pool("p", Optional.empty(), TimeoutConfig.NONE);

    private RoutingFixture() {}

    static ListenerConfig listener(String name) {
        return new ListenerConfig(name, List.of(Address.tcp("", 0)), Optional.empty(), TimeoutConfig.NONE);
    }

    static PoolConfig pool(String name, Optional<AffinityConfig> sticky, TimeoutConfig timeouts) {
        return new PoolConfig(
                name,
                Algorithm.ROUND_ROBIN,
                List.of(),
                sticky,
                OutlierConfig.DEFAULT,
                ConnectionConfig.DEFAULT,
                timeouts);
    }

    static RouteConfig prefix(String prefix) {
        return route(prefix, new MatchConfig(Optional.empty(), Optional.of(prefix)), null);
    }

    static RouteConfig path(String path) {
        return route("=" + path, new MatchConfig(Optional.of(path), Optional.empty()), null);
    }

    static RouteConfig route(String name, MatchConfig match, @Nullable RewriteConfig rewrite) {
        return new RouteConfig(name, match, Optional.ofNullable(rewrite), "p", Optional.empty(), TimeoutConfig.NONE);
    }

    static VirtualHostConfig host(String name, RouteConfig... routes) {
        return new VirtualHostConfig(List.of(name), List.of(), List.of(routes), Optional.empty(), TimeoutConfig.NONE);
    }

    static VirtualHostConfig hostWithPool(String name, RouteConfig... routes) {
        return new VirtualHostConfig(List.of(name), List.of(), List.of(routes), Optional.of("p"), TimeoutConfig.NONE);
    }

    static GatewayConfig config(List<VirtualHostConfig> hosts, List<PoolConfig> pools, TimeoutConfig timeouts) {
        return new GatewayConfig(
                1,
                GatewayConfig.TransportChoice.AUTO,
                List.of(LISTENER),
                List.of(),
                GatewayConfig.RequestIdPolicy.TRUSTED,
                hosts,
                pools,
                LimitConfig.DEFAULT,
                timeouts,
                AccessLogConfig.OFF,
                Optional.empty(),
                Optional.empty());
    }

    static RoutingTable table(VirtualHostConfig... hosts) {
        return compile(config(List.of(hosts), List.of(POOL), TimeoutConfig.NONE), LISTENER);
    }

    static RoutingTable compile(GatewayConfig config, ListenerConfig listener) {
        Map<String, BackendPool> pools = new HashMap<>();
        for (PoolConfig pool : config.pools()) {
            pools.put(pool.name(), new BackendPool(pool, LoadBalancers.startingAtFirst()::of));
        }
        return RouteCompiler.compile(config, listener, name -> {
            BackendPool pool = pools.get(name);
            if (pool == null) {
                throw new AssertionError("no pool " + name);
            }
            return pool;
        });
    }

    /** Host and name of the route that takes a request, {@code none} when none does. */
    static String match(RoutingTable table, String host, String path) {
        Route route = table.match(request(host, path));
        return route == null ? "none" : route.host() + " " + route.name();
    }

    static RequestHead request(String host, String path) {
        return request(host, path, path);
    }

    static RequestHead request(String host, String path, String forwardPath) {
        return new RequestHead(
                HttpMethod.GET, "http", host, host, path, forwardPath, "", new DefaultHttpHeaders(), "127.0.0.1");
    }
}
