package gateway.core.proxy;

import java.net.InetAddress;
import org.jspecify.annotations.Nullable;

/**
 * Who is at the other end of a client connection.
 *
 * @param address of the peer; null on a Unix socket
 * @param text the address as it goes into X-Forwarded-For
 * @param scheme {@code http} or {@code https}
 * @param localPort that the client connected to; 0 on a Unix socket
 */
public record Client(@Nullable InetAddress address, String text, String scheme, int localPort) {}
