package gateway.core.proxy;

import gateway.core.proxyprotocol.Endpoints;
import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a client connection.
 *
 * @param address of the peer, or of whom the peer passes on by PROXY protocol; null on a Unix socket
 * @param text the address as it goes into X-Forwarded-For
 * @param scheme {@code http} or {@code https}
 * @param localPort that the client connected to; 0 on a Unix socket
 * @param endpoints both ends with their ports, for backends that are told by PROXY protocol
 */
public record Client(@Nullable InetAddress address, String text, String scheme, int localPort, Endpoints endpoints) {
    /** Of whom no more than this is known. */
    public Client(@Nullable InetAddress address, String text, String scheme, int localPort) {
        this(address, text, scheme, localPort, Endpoints.UNKNOWN);
    }
}
