package gateway.server.messages;

import gateway.core.config.AccessLogConfig;
import gateway.core.config.Address;
import gateway.core.config.GatewayConfig;
import gateway.core.config.LimitConfig;
import gateway.core.config.ListenerConfig;
import gateway.core.config.PoolConfig;
import gateway.core.config.PoolConfig.Algorithm;
import gateway.core.config.PoolConfig.BackendConfig;
import gateway.core.config.PoolConfig.ConnectionConfig;
import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.config.RouteConfig;
import gateway.core.config.RouteConfig.MatchConfig;
import gateway.core.config.TimeoutConfig;
import gateway.core.config.VirtualHostConfig;
import java.util.List;
import java.util.Optional;

/** The configurations that hold when the user names none: the pools of the documents 000 and 001. */
final class BuiltInConfig {
    private static final int PORT = 8080;
    private static final String ANY_HOST = "*";

    private BuiltInConfig() {}

    /** Document 000: three backends take turns below {@code /api}, the less busy of two serves {@code /static}. */
    static GatewayConfig twoPools() {
        List<RouteConfig> routes = List.of(route("api"), route("static"));
        return config(
                new VirtualHostConfig(List.of(ANY_HOST), List.of(), routes, Optional.empty(), TimeoutConfig.NONE),
                List.of(
                        pool("api", Algorithm.ROUND_ROBIN, List.of("api-1", "api-2", "api-3")),
                        pool("static", Algorithm.LEAST_CONNECTIONS, List.of("static-1", "static-2"))));
    }

    /** Document 001: these backends take turns, whatever the path. */
    static GatewayConfig onePool(List<String> backends) {
        return config(
                new VirtualHostConfig(
                        List.of(ANY_HOST), List.of(), List.of(), Optional.of("servers"), TimeoutConfig.NONE),
                List.of(pool("servers", Algorithm.ROUND_ROBIN, backends)));
    }

    private static RouteConfig route(String pool) {
        return new RouteConfig(
                pool,
                new MatchConfig(Optional.empty(), Optional.of("/" + pool)),
                Optional.empty(),
                pool,
                Optional.empty(),
                TimeoutConfig.NONE);
    }

    private static PoolConfig pool(String name, Algorithm algorithm, List<String> backends) {
        return new PoolConfig(
                name,
                algorithm,
                backends.stream()
                        .map(backend -> new BackendConfig(backend, Address.tcp(backend, PORT)))
                        .toList(),
                Optional.empty(),
                OutlierConfig.OFF,
                ConnectionConfig.DEFAULT,
                TimeoutConfig.NONE);
    }

    private static GatewayConfig config(VirtualHostConfig host, List<PoolConfig> pools) {
        return new GatewayConfig(
                1,
                GatewayConfig.TransportChoice.AUTO,
                List.of(new ListenerConfig(
                        "http", List.of(Address.tcp("", PORT)), Optional.empty(), TimeoutConfig.NONE)),
                List.of(),
                GatewayConfig.RequestIdPolicy.TRUSTED,
                List.of(host),
                pools,
                LimitConfig.DEFAULT,
                TimeoutConfig.NONE,
                AccessLogConfig.OFF,
                Optional.empty(),
                Optional.empty());
    }
}
