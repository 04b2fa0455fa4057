package gateway.core.config;

import java.util.List;
import java.util.Optional;

/**
 * The whole configuration. Checked by {@link ConfigValidator}; nothing else accepts one that has problems.
 *
 * @param workers event loops; 0 takes one per CPU that the process may use
 * @param transport how sockets are driven
 * @param listeners at least one
 * @param trustedProxies networks (CIDR, or single addresses) whose forwarding fields are believed
 * @param requestId whose X-Request-ID is kept
 * @param hosts virtual hosts in file order
 * @param pools in file order; names are unique
 * @param limits of the whole process
 * @param timeouts the top level, not merged with the defaults
 * @param accessLog which requests are logged, where and how
 * @param monitoring the read-only listener, off when empty
 * @param admin the listener of the admin commands, off when empty
 */
public record GatewayConfig(
        int workers,
        TransportChoice transport,
        List<ListenerConfig> listeners,
        List<String> trustedProxies,
        RequestIdPolicy requestId,
        List<VirtualHostConfig> hosts,
        List<PoolConfig> pools,
        LimitConfig limits,
        TimeoutConfig timeouts,
        AccessLogConfig accessLog,
        Optional<MonitoringConfig> monitoring,
        Optional<AdminConfig> admin) {
    public GatewayConfig {
        listeners = List.copyOf(listeners);
        trustedProxies = List.copyOf(trustedProxies);
        hosts = List.copyOf(hosts);
        pools = List.copyOf(pools);
    }

    /** Which I/O mechanism drives the sockets; {@code AUTO} is epoll where there is one, else NIO. */
    public enum TransportChoice {
        AUTO,
        EPOLL,
        IO_URING,
        NIO
    }

    /** Whose X-Request-ID is kept: of trusted proxies only, or of anyone when well-formed. */
    public enum RequestIdPolicy {
        TRUSTED,
        KEEP
    }

    /** The read-only listener with /healthz, /readyz and /metrics. */
    public record MonitoringConfig(Address bind) {}

    /**
     * The listener of the admin commands.
     *
     * @param tokenFile file with the bearer token that every /api call must bring; needed beyond loopback
     */
    public record AdminConfig(Address bind, Optional<String> tokenFile) {}
}
