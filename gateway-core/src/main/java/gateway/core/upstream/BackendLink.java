package gateway.core.upstream;

import gateway.core.config.PoolConfig.ConnectionConfig;
import gateway.core.config.PoolConfig.ProxyProtocolVersion;
import org.jspecify.annotations.Nullable;

/**
 * How the backends of a pool are connected to. Immutable; another object is another way.
 *
 * @param connections how many are kept, and for how long
 * @param tls null for cleartext
 * @param proxyProtocol of the header that each connection begins with, and which binds it to one client; null for none
 */
public record BackendLink(
        ConnectionConfig connections,
        @Nullable BackendTls tls,
        @Nullable ProxyProtocolVersion proxyProtocol) {
    /** Cleartext, for any client. */
    public static BackendLink plain(ConnectionConfig connections) {
        return new BackendLink(connections, null, null);
    }

    /** A connection that was made in the other way is as good as one made in this. */
    @SuppressWarnings("ReferenceEquality") // TLS is made anew whenever anything about it has changed
    public boolean speaksAs(BackendLink other) {
        return tls == other.tls && proxyProtocol == other.proxyProtocol;
    }
}
