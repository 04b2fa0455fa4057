package gateway.core.proxy;

import gateway.core.proxyprotocol.Endpoints;
import gateway.core.tls.ClientTls;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a client connection.
 *
 * @param address of the peer, or of whom the peer passes on by PROXY protocol; null on a Unix socket
 * @param text the address as it goes into X-Forwarded-For
 * @param scheme {@code http} or {@code https}
 * @param localPort that the client connected to; 0 on a Unix socket
 * @param tls null for cleartext
 * @param endpoints both ends with their ports, for backends that are told by PROXY protocol
 */
public record Client(
        @Nullable InetAddress address,
        String text,
        String scheme,
        int localPort,
        @Nullable ClientTls tls,
        Endpoints endpoints) {
    /** Over cleartext; of whom no more than this is known. */
    public Client(@Nullable InetAddress address, String text, String scheme, int localPort) {
        this(address, text, scheme, localPort, null, Endpoints.UNKNOWN);
    }

    /** The same client behind a handshake. */
    public Client over(ClientTls handshake) {
        return new Client(address, text, "https", localPort, handshake, endpoints);
    }

    /** The request's host has another policy for client certificates than the connection has met (RFC 9110 section 15.5.20). */
    boolean isMisdirected(String host) {
        return tls != null && !tls.hosts().test(host);
    }
}
