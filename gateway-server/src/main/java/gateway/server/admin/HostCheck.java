package gateway.server.admin;

import gateway.core.config.Address;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Refuses requests that a web page of somebody else made a browser send (DNS rebinding, cross-site writes): they carry a name
 * that is not ours. A Unix socket is out of a browser's reach, so every name passes there. Immutable.
 */
final class HostCheck {
    private final Address bind;

    HostCheck(Address bind) {
        this.bind = bind;
    }

    /**
     * Whether the authority names this server: the bind address, the address that the client connected to, or localhost.
     *
     * @param authority of the Host field: a host with or without port
     * @param local address of the connection
     */
    boolean isOurs(String authority, @Nullable SocketAddress local) {
        if (bind.isUnix()) {
            return true;
        }
        String host = host(authority).toLowerCase(Locale.ROOT);
        return host.equals("localhost")
                || (!host.isEmpty() && host.equals(bind.host().toLowerCase(Locale.ROOT)))
                || host.equals(text(local));
    }

    /** Whether an Origin field ({@code null}, or a scheme and an authority) names this server. */
    boolean isOurOrigin(String origin, @Nullable SocketAddress local) {
        int slashes = origin.indexOf("://");
        return slashes > 0 && isOurs(origin.substring(slashes + 3), local);
    }

    private static String host(String authority) {
        if (authority.startsWith("[")) {
            int end = authority.indexOf(']');
            return end < 0 ? "" : authority.substring(1, end);
        }
        int colon = authority.indexOf(':');
        return colon < 0 ? authority : authority.substring(0, colon);
    }

    private static String text(@Nullable SocketAddress local) {
        if (!(local instanceof InetSocketAddress inet) || inet.getAddress() == null) {
            return "";
        }
        String address = inet.getAddress().getHostAddress();
        // The long form that the JDK writes for IPv6; a browser and curl send ::1.
        return address.equals("0:0:0:0:0:0:0:1") ? "::1" : address;
    }
}
