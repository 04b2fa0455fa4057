package gateway.core.http;

import io.netty.util.NetUtil;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Host and port of a request, from the Host field or an absolute target (RFC 9110 section 4.2, RFC 3986 section 3.2).
 * Narrower than the grammar: no user information, no sub-delimiters, no escapes, no empty labels, no IPvFuture.
 *
 * @param text as the client wrote it
 * @param host lower case, brackets kept, one trailing dot cut; never empty
 * @param port 0 to 65535, or {@link #NO_PORT}
 */
record Authority(String text, String host, int port) {
    static final int NO_PORT = -1;
    private static final int MAX_PORT_DIGITS = 5;
    private static final int MAX_PORT = 65535;

    /** The authority that the text spells; null when it spells none. */
    static @Nullable Authority parse(String text) {
        int hostEnd = text.startsWith("[") ? endOfBrackets(text) : endOfName(text);
        if (hostEnd <= 0) {
            return null;
        }
        int port = NO_PORT;
        if (hostEnd < text.length()) {
            port = port(text, hostEnd);
            if (port < NO_PORT) {
                return null;
            }
        }
        int end = text.charAt(hostEnd - 1) == '.' ? hostEnd - 1 : hostEnd;
        return new Authority(text, text.substring(0, end).toLowerCase(Locale.ROOT), port);
    }

    /** The port, or the one that the scheme implies. */
    int portOr(int defaultPort) {
        return port == NO_PORT ? defaultPort : port;
    }

    /** Index behind a name or an IPv4 address; -1 when a character is in neither, or nothing stands before a dot. */
    private static int endOfName(String text) {
        char before = '.';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == ':') {
                return i;
            }
            if (!isNameCharacter(c) || (c == '.' && before == '.')) {
                return -1;
            }
            before = c;
        }
        return text.length();
    }

    /** Index behind the closing bracket; -1 when there is no IPv6 address before it. */
    private static int endOfBrackets(String text) {
        int close = text.indexOf(']');
        if (close < 0) {
            return -1;
        }
        // A zone ("%eth0") means something on one machine only; Netty's check would let it pass.
        String address = text.substring(1, close);
        return address.indexOf('%') < 0 && NetUtil.isValidIpV6Address(address) ? close + 1 : -1;
    }

    /** The port behind the colon at the index; {@link #NO_PORT} when it is empty, less when it is none. */
    private static int port(String text, int colon) {
        int digits = text.length() - colon - 1;
        if (text.charAt(colon) != ':' || digits > MAX_PORT_DIGITS) {
            return NO_PORT - 1;
        }
        if (digits == 0) {
            return NO_PORT;
        }
        int port = 0;
        for (int i = colon + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return NO_PORT - 1;
            }
            port = port * 10 + (c - '0');
        }
        return port <= MAX_PORT ? port : NO_PORT - 1;
    }

    private static boolean isNameCharacter(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= '0' && c <= '9')
                || (c >= 'A' && c <= 'Z')
                || c == '.'
                || c == '-'
                || c == '_'
                || c == '~';
    }
}
