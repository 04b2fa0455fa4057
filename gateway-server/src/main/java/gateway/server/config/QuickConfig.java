package gateway.server.config;

import gateway.core.config.AccessLogConfig;
import gateway.core.config.Address;
import gateway.core.config.GatewayConfig;
import gateway.core.config.GatewayConfig.RequestIdPolicy;
import gateway.core.config.GatewayConfig.TransportChoice;
import gateway.core.config.LimitConfig;
import gateway.core.config.ListenerConfig;
import gateway.core.config.PoolConfig;
import gateway.core.config.PoolConfig.BackendConfig;
import gateway.core.config.TimeoutConfig;
import gateway.core.config.VirtualHostConfig;
import java.util.List;
import java.util.Optional;

/** Configurations for which nobody should have to write a file. What is not said has its default. */
public final class QuickConfig {
    private static final String POOL = "servers";

    private QuickConfig() {}

    /** Everything that comes in at one address goes to these backends in turn. A client's request id is kept. */
    public static GatewayConfig of(Address listen, List<Address> to) {
        return of(listen, PoolKeys.pool(POOL, to.stream().map(PoolKeys::named).toList()));
    }

    /** The same configuration listening at this address and nowhere else. */
    public static GatewayConfig withListen(GatewayConfig config, Address listen) {
        String name = config.listeners().get(0).name();
        return new GatewayConfig(
                config.workers(),
                config.transport(),
                List.of(new ListenerConfig(
                        name,
                        List.of(listen),
                        config.listeners().get(0).trustedProxies(),
                        config.listeners().get(0).timeouts(),
                        config.listeners().get(0).tls(),
                        config.listeners().get(0).protocols(),
                        config.listeners().get(0).proxyProtocol(),
                        config.listeners().get(0).connections(),
                        config.listeners().get(0).connect())),
                config.trustedProxies(),
                config.requestId(),
                config.hosts(),
                config.pools(),
                config.limits(),
                config.timeouts(),
                config.accessLog(),
                config.monitoring(),
                config.admin());
    }

    static GatewayConfig ofServers(Address listen, List<BackendConfig> backends) {
        return of(listen, PoolKeys.pool(POOL, backends));
    }

    private static GatewayConfig of(Address listen, PoolConfig pool) {
        VirtualHostConfig host =
                new VirtualHostConfig(List.of("*"), List.of(), List.of(), Optional.of(pool.name()), TimeoutConfig.NONE);
        return minimal(listen, RequestIdPolicy.KEEP, host, List.of(pool));
    }

    static GatewayConfig minimal(
            Address listen, RequestIdPolicy requestId, VirtualHostConfig host, List<PoolConfig> pools) {
        return new GatewayConfig(
                0,
                TransportChoice.AUTO,
                List.of(new ListenerConfig("http", List.of(listen), Optional.empty(), TimeoutConfig.NONE)),
                List.of(),
                requestId,
                List.of(host),
                pools,
                LimitConfig.DEFAULT,
                TimeoutConfig.NONE,
                AccessLogConfig.DEFAULT,
                Optional.empty(),
                Optional.of(ProcessKeys.ADMIN_DEFAULT));
    }
}
