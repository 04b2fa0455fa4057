package gateway.core.config;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where to listen or to connect: host and port, or the path of a Unix socket. Not resolved.
 *
 * @param host a name or an address literal without brackets; empty for all addresses (listening only)
 * @param port 0 to 65535; 0 lets the system choose (listening only)
 * @param unixPath path of a Unix socket, or null for TCP
 */
public record Address(String host, int port, @Nullable String unixPath) {
    public Address {
        Objects.requireNonNull(host);
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port " + port + " (expected: 0 to 65535)");
        }
    }

    public static Address tcp(String host, int port) {
        return new Address(host, port, null);
    }

    public static Address unix(String path) {
        return new Address("", 0, path);
    }

    public boolean isUnix() {
        return unixPath != null;
    }

    /**
     * Parses {@code :PORT}, {@code HOST:PORT}, {@code [v6]:PORT} or {@code unix:/path}.
     *
     * @throws IllegalArgumentException saying what was expected
     */
    public static Address parse(String text) {
        if (text.startsWith("unix:")) {
            String path = text.substring("unix:".length());
            if (path.isEmpty()) {
                throw new IllegalArgumentException("expected a path after unix:");
            }
            return unix(path);
        }
        int colon = text.lastIndexOf(':');
        if (colon < 0) {
            throw new IllegalArgumentException("expected HOST:PORT, :PORT, [v6]:PORT or unix:/path");
        }
        return tcp(host(text.substring(0, colon)), port(text.substring(colon + 1)));
    }

    private static String host(String text) {
        if (text.startsWith("[") && text.endsWith("]") && text.indexOf(':') > 0) {
            return text.substring(1, text.length() - 1);
        }
        if (text.indexOf(':') >= 0 || text.indexOf('[') >= 0 || text.indexOf(']') >= 0) {
            throw new IllegalArgumentException("expected an IPv6 address in brackets, as in [::1]:8080");
        }
        if (text.indexOf('/') >= 0 || text.indexOf(' ') >= 0) {
            throw new IllegalArgumentException("expected HOST:PORT without a scheme, path or blank");
        }
        return text;
    }

    private static int port(String text) {
        if (text.isEmpty() || text.length() > 5 || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new IllegalArgumentException("expected a port from 0 to 65535 after the last colon");
        }
        int port = Integer.parseInt(text);
        if (port > 65535) {
            throw new IllegalArgumentException("expected a port from 0 to 65535 after the last colon");
        }
        return port;
    }

    /** Both take connections to the same place: the same port, and the same host or all of them in one. */
    public boolean overlaps(Address other) {
        return !isUnix()
                && !other.isUnix()
                && port != 0
                && port == other.port
                && (host.equals(other.host) || isEveryHost() || other.isEveryHost());
    }

    private boolean isEveryHost() {
        return host.isEmpty() || host.equals("0.0.0.0") || host.equals("::");
    }

    /** The form that {@link #parse} takes. */
    @Override
    public String toString() {
        if (unixPath != null) {
            return "unix:" + unixPath;
        }
        return (host.indexOf(':') >= 0 ? "[" + host + "]" : host) + ":" + port;
    }
}
