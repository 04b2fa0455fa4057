package gateway.core.http;

import io.netty.handler.codec.http.HttpMethod;
import org.jspecify.annotations.Nullable;

/**
 * The request target, taken apart (RFC 9112 section 3.2): origin-form, absolute-form of http and https, {@code *} for OPTIONS,
 * host and port for CONNECT. Reused for each request of a connection; event-loop confined.
 */
final class RequestTarget {
    private static final String ASTERISK = "*";

    private String path = "";
    private String forwardPath = "";
    private String query = "";
    private @Nullable Authority authority;
    private int defaultPort;

    /** Reads a target; false when it is not a good one for the method. */
    boolean read(String target, HttpMethod method) {
        authority = null;
        if (HttpMethod.CONNECT.equals(method)) {
            return readAuthority(target);
        }
        if (target.startsWith("/")) {
            return readPathAndQuery(target);
        }
        if (target.equals(ASTERISK)) {
            return HttpMethod.OPTIONS.equals(method) && readAsterisk();
        }
        if (target.regionMatches(true, 0, "http://", 0, 7)) {
            defaultPort = 80;
            return readAbsolute(target, 7, method);
        }
        if (target.regionMatches(true, 0, "https://", 0, 8)) {
            defaultPort = 443;
            return readAbsolute(target, 8, method);
        }
        return false;
    }

    /** In canonical form. */
    String path() {
        return path;
    }

    /** Escapes as the client wrote them, dot segments resolved. */
    String forwardPath() {
        return forwardPath;
    }

    /** With its question mark; empty when there is none. */
    String query() {
        return query;
    }

    /** Of an absolute target, or that of a CONNECT; null for the other forms. */
    @Nullable
    Authority authority() {
        return authority;
    }

    /** The port that an absolute target's scheme implies, or a CONNECT names. */
    int defaultPort() {
        return defaultPort;
    }

    private boolean readAbsolute(String target, int start, HttpMethod method) {
        int end = start;
        while (end < target.length() && "/?#".indexOf(target.charAt(end)) < 0) {
            end++;
        }
        authority = Authority.parse(target.substring(start, end));
        if (authority == null) {
            return false;
        }
        if (end == target.length() && HttpMethod.OPTIONS.equals(method)) {
            return readAsterisk();
        }
        String rest = target.substring(end);
        return readPathAndQuery(rest.startsWith("/") ? rest : "/" + rest);
    }

    /** Both parts are needed (RFC 9112 section 3.2.3). There is no path, not even an empty one. */
    private boolean readAuthority(String target) {
        Authority named = Authority.parse(target);
        if (named == null || named.port() <= 0) {
            return false;
        }
        authority = named;
        defaultPort = named.port();
        path = "";
        forwardPath = "";
        query = "";
        return true;
    }

    private boolean readAsterisk() {
        path = ASTERISK;
        forwardPath = ASTERISK;
        query = "";
        return true;
    }

    private boolean readPathAndQuery(String text) {
        int length = text.length();
        boolean isOrdinary = true;
        char before = '/';
        int end = 1;
        for (; end < length; end++) {
            char c = text.charAt(end);
            if (c == '?') {
                break;
            }
            if (!isVisible(c) || c == '\\') {
                return false;
            }
            isOrdinary &= c != '%' && (c != '.' || before != '/');
            before = c;
        }
        for (int i = end; i < length; i++) {
            if (!isVisible(text.charAt(i))) {
                return false;
            }
        }
        query = text.substring(end);
        path = text.substring(0, end);
        forwardPath = path;
        return isOrdinary || resolve();
    }

    private boolean resolve() {
        CanonicalPath canonical = CanonicalPath.of(path);
        if (canonical == null) {
            return false;
        }
        path = canonical.path();
        forwardPath = canonical.forwardPath();
        return true;
    }

    /** Printable ASCII; a fragment is the client's own and never sent. */
    private static boolean isVisible(char c) {
        return c > ' ' && c < 0x7F && c != '#';
    }
}
