package gateway.core.config;

import gateway.core.config.GatewayConfig.AdminConfig;
import gateway.core.config.GatewayConfig.MonitoringConfig;
import gateway.core.config.GatewayConfig.RequestIdPolicy;
import gateway.core.config.GatewayConfig.TransportChoice;
import gateway.core.config.PoolConfig.Algorithm;
import gateway.core.config.PoolConfig.BackendConfig;
import gateway.core.config.PoolConfig.ConnectionConfig;
import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.config.RouteConfig.MatchConfig;
import java.util.List;
import java.util.Optional;

/** Small configurations without problems, for tests to spoil. */
final class Configs {
    private Configs() {}

    static ListenerConfig listener(String name, String... addresses) {
        List<Address> bind = List.of(addresses).stream().map(Address::parse).toList();
        return new ListenerConfig(name, bind, Optional.empty(), TimeoutConfig.NONE);
    }

    static VirtualHostConfig host(String name, RouteConfig... routes) {
        return new VirtualHostConfig(List.of(name), List.of(), List.of(routes), Optional.of("app"), TimeoutConfig.NONE);
    }

    static RouteConfig route(String name, MatchConfig match) {
        return new RouteConfig(name, match, Optional.empty(), "app", Optional.empty(), TimeoutConfig.NONE);
    }

    static MatchConfig prefix(String prefix) {
        return new MatchConfig(Optional.empty(), Optional.of(prefix));
    }

    static PoolConfig pool(String name, String... addresses) {
        List<BackendConfig> backends = List.of(addresses).stream()
                .map(address -> new BackendConfig(address, Address.parse(address)))
                .toList();
        return new PoolConfig(
                name,
                Algorithm.ROUND_ROBIN,
                backends,
                Optional.empty(),
                OutlierConfig.DEFAULT,
                ConnectionConfig.DEFAULT,
                TimeoutConfig.NONE);
    }

    static GatewayConfig config(List<ListenerConfig> listeners, List<VirtualHostConfig> hosts, List<PoolConfig> pools) {
        return config(listeners, hosts, pools, TimeoutConfig.NONE, Optional.empty());
    }

    static GatewayConfig config(TimeoutConfig timeouts) {
        return config(
                List.of(listener("http", ":80")),
                List.of(host("*")),
                List.of(pool("app", "a:1")),
                timeouts,
                Optional.empty());
    }

    static GatewayConfig config(AdminConfig admin) {
        return config(
                List.of(listener("http", ":80")),
                List.of(host("*")),
                List.of(pool("app", "a:1")),
                TimeoutConfig.NONE,
                Optional.of(admin));
    }

    private static GatewayConfig config(
            List<ListenerConfig> listeners,
            List<VirtualHostConfig> hosts,
            List<PoolConfig> pools,
            TimeoutConfig timeouts,
            Optional<AdminConfig> admin) {
        return new GatewayConfig(
                0,
                TransportChoice.AUTO,
                listeners,
                List.of(),
                RequestIdPolicy.TRUSTED,
                hosts,
                pools,
                LimitConfig.DEFAULT,
                timeouts,
                AccessLogConfig.DEFAULT,
                Optional.<MonitoringConfig>empty(),
                admin);
    }
}
