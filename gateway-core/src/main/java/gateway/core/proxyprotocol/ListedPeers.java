package gateway.core.proxyprotocol;

import gateway.core.config.ListenerConfig.ProxyProtocolConfig;
import gateway.core.http.TrustedProxies;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The load balancers whose headers are believed. Immutable. */
public final class ListedPeers {
    private final TrustedProxies networks;
    private final boolean unix;

    private ListedPeers(TrustedProxies networks, boolean unix) {
        this.networks = networks;
        this.unix = unix;
    }

    /**
     * Compiles networks, addresses and {@link ProxyProtocolConfig#UNIX}.
     *
     * @throws IllegalArgumentException with the value and what was expected
     */
    public static ListedPeers of(List<String> texts) {
        List<String> networks = texts.stream()
                .filter(text -> !text.equals(ProxyProtocolConfig.UNIX))
                .toList();
        return new ListedPeers(TrustedProxies.of(networks), networks.size() < texts.size());
    }

    /** Whether this peer's header is taken; null is one on a Unix socket. */
    public boolean contains(@Nullable InetAddress peer) {
        return peer == null ? unix : networks.contains(peer);
    }
}
