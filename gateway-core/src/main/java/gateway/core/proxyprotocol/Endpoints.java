package gateway.core.proxyprotocol;

import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/**
 * Both ends of a client's connection, with resolved addresses. Immutable.
 *
 * @param source the client; null when nobody can tell
 * @param destination where the client connected to; null when {@code source} is
 */
public record Endpoints(
        @Nullable InetSocketAddress source, @Nullable InetSocketAddress destination) {
    /** Nobody can tell: a Unix socket, or a load balancer that speaks for itself. */
    public static final Endpoints UNKNOWN = new Endpoints(null, null);

    /** Only both ends together say something. */
    public static Endpoints of(InetSocketAddress source, InetSocketAddress destination) {
        return source.isUnresolved() || destination.isUnresolved() ? UNKNOWN : new Endpoints(source, destination);
    }
}
