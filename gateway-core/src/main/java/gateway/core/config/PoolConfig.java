package gateway.core.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A named group of backends.
 *
 * @param name unique; keeps the pool's identity over a reload
 * @param algorithm how a backend is chosen
 * @param backends at least one; names are unique within the pool
 * @param sticky binds a client to its backend by a cookie
 * @param passiveHealth when a backend that fails is left out
 * @param connections kept to each backend
 * @param timeouts of this pool's level
 * @param tls to the backends; empty for cleartext
 * @param proxyProtocol the version of the PROXY protocol header that begins each connection; empty for none
 */
public record PoolConfig(
        String name,
        Algorithm algorithm,
        List<BackendConfig> backends,
        Optional<AffinityConfig> sticky,
        OutlierConfig passiveHealth,
        ConnectionConfig connections,
        TimeoutConfig timeouts,
        Optional<UpstreamTlsConfig> tls,
        Optional<ProxyProtocolVersion> proxyProtocol) {
    public PoolConfig {
        backends = List.copyOf(backends);
    }

    /** A pool that is spoken to in cleartext. */
    public PoolConfig(
            String name,
            Algorithm algorithm,
            List<BackendConfig> backends,
            Optional<AffinityConfig> sticky,
            OutlierConfig passiveHealth,
            ConnectionConfig connections,
            TimeoutConfig timeouts) {
        this(
                name,
                algorithm,
                backends,
                sticky,
                passiveHealth,
                connections,
                timeouts,
                Optional.empty(),
                Optional.empty());
    }

    /** Of the header that tells a backend who the client is. */
    public enum ProxyProtocolVersion {
        V1,
        V2
    }

    /** How a backend is chosen. */
    public enum Algorithm {
        ROUND_ROBIN,
        LEAST_CONNECTIONS
    }

    /**
     * One backend.
     *
     * @param name unique within the pool
     * @param address a host name stands for every address that it resolves to
     */
    public record BackendConfig(String name, Address address) {}

    /**
     * Sticky sessions by an inserted cookie.
     *
     * @param cookie the cookie's name, {@code LB_NODE} by default
     */
    public record AffinityConfig(String cookie) {
        public static final String DEFAULT_COOKIE = "LB_NODE";
    }

    /**
     * When a failing backend is left out.
     *
     * @param consecutive failures in a row that put it out; 0 switches passive health off
     * @param downFor a fixed time out; when empty it grows from 10 s to 60 s
     */
    public record OutlierConfig(int consecutive, Optional<Duration> downFor) {
        public static final OutlierConfig DEFAULT = new OutlierConfig(5, Optional.empty());
        public static final OutlierConfig OFF = new OutlierConfig(0, Optional.empty());

        public boolean isOff() {
            return consecutive == 0;
        }
    }

    /**
     * Idle connections to one backend.
     *
     * @param keepalive how long an unused one is kept; {@link TimeoutConfig#OFF} sets no bound
     * @param maxIdle how many are kept by each event loop; 0 keeps none
     */
    public record ConnectionConfig(Duration keepalive, int maxIdle) {
        public static final ConnectionConfig DEFAULT = new ConnectionConfig(Duration.ofSeconds(30), 256);
    }
}
