package gateway.core.config;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * A place where clients connect.
 *
 * @param name unique; keeps the listener's identity over a reload
 * @param bind one address or several
 * @param trustedProxies instead of the top level's list, when given
 * @param timeouts of this listener's level
 * @param tls empty for cleartext
 * @param protocols what clients may speak; empty for the default: HTTP/2 and HTTP/1.1 with TLS, HTTP/1.1 without
 * @param proxyProtocol when given, each connection begins with a PROXY protocol header
 * @param connections how long one is kept
 * @param connect targets that CONNECT may open a tunnel to, the host with wildcards; empty refuses the method
 */
public record ListenerConfig(
        String name,
        List<Address> bind,
        Optional<List<String>> trustedProxies,
        TimeoutConfig timeouts,
        Optional<TlsConfig> tls,
        List<Protocol> protocols,
        Optional<ProxyProtocolConfig> proxyProtocol,
        ConnectionConfig connections,
        List<Address> connect) {
    /** Name of the route that every CONNECT takes, in logs and metrics. */
    public static final String CONNECT_ROUTE = "connect";

    public ListenerConfig {
        connect = List.copyOf(connect);
        bind = List.copyOf(bind);
        trustedProxies = trustedProxies.map(List::copyOf);
        protocols = List.copyOf(protocols);
    }

    /** A listener for cleartext HTTP/1.1. */
    public ListenerConfig(
            String name, List<Address> bind, Optional<List<String>> trustedProxies, TimeoutConfig timeouts) {
        this(name, bind, trustedProxies, timeouts, Optional.empty(), List.of(), Optional.empty());
    }

    /** A listener that ends no connection by its age and opens no tunnels for CONNECT. */
    public ListenerConfig(
            String name,
            List<Address> bind,
            Optional<List<String>> trustedProxies,
            TimeoutConfig timeouts,
            Optional<TlsConfig> tls,
            List<Protocol> protocols,
            Optional<ProxyProtocolConfig> proxyProtocol) {
        this(name, bind, trustedProxies, timeouts, tls, protocols, proxyProtocol, ConnectionConfig.DEFAULT, List.of());
    }

    /** CONNECT leads somewhere. */
    public boolean hasConnect() {
        return !connect.isEmpty();
    }

    /** Whether clients may speak this. */
    public boolean speaks(Protocol protocol) {
        return protocols.isEmpty() ? protocol == Protocol.HTTP_1_1 || tls.isPresent() : protocols.contains(protocol);
    }

    /**
     * How long a client's connection is kept before it is ended politely, so that clients spread anew.
     *
     * @param maxAge {@link TimeoutConfig#OFF} for ever
     * @param maxRequests {@link LimitConfig#OFF} for any number
     */
    public record ConnectionConfig(Duration maxAge, long maxRequests) {
        public static final ConnectionConfig DEFAULT = new ConnectionConfig(TimeoutConfig.OFF, LimitConfig.OFF);
    }

    /** What clients may speak. */
    public enum Protocol {
        H2("h2"),
        HTTP_1_1("http/1.1");

        private final String word;

        Protocol(String word) {
            this.word = word;
        }

        /** As the file and ALPN call it. */
        public String word() {
            return word;
        }
    }

    /**
     * PROXY protocol, version 1 or 2, in front of what clients send.
     *
     * @param from networks of the load balancers that write it, {@link #UNIX} for those on a Unix socket; others are refused
     */
    public record ProxyProtocolConfig(List<String> from) {
        /** Whoever may open the listener's Unix socket. */
        public static final String UNIX = "unix";

        public ProxyProtocolConfig {
            from = List.copyOf(from);
        }
    }
}
