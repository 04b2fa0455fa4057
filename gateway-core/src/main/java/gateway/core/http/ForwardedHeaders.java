package gateway.core.http;

import io.netty.handler.codec.http.HttpHeaderValidationUtil;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.util.AsciiString;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Who the client is, and what the backend is told of it: X-Forwarded-For, -Proto, -Host, -Port and Forwarded (RFC 7239). What
 * a trusted proxy says is kept and added to; what anyone else says is replaced. Immutable, for all loops.
 */
public final class ForwardedHeaders {
    /** Text of a peer that came over a Unix socket. */
    public static final String UNIX = "unix";

    private final TrustedProxies trusted;

    public ForwardedHeaders(TrustedProxies trusted) {
        this.trusted = trusted;
    }

    /** Whether the peer's own forwarding fields and request id are believed. */
    public boolean isTrusted(@Nullable InetAddress peer) {
        return trusted.contains(peer);
    }

    /**
     * Textual address of the client: the right-most entry of X-Forwarded-For that is no trusted proxy, the left-most one when
     * all are, and the peer itself when it is not trusted or an entry before that is malformed. To be called before
     * {@link #apply} changes the fields.
     *
     * @param peer null for a Unix socket
     * @param peerText the peer's address without brackets, or {@link #UNIX}
     */
    public String clientAddress(HttpHeaders headers, @Nullable InetAddress peer, String peerText) {
        if (trusted.isEmpty() || !headers.contains(FieldNames.X_FORWARDED_FOR) || !trusted.contains(peer)) {
            return peerText;
        }
        String chain = joined(headers, FieldNames.X_FORWARDED_FOR);
        String client = peerText;
        int end = chain.length();
        while (end >= 0) {
            int comma = chain.lastIndexOf(',', end - 1);
            byte[] address = address(chain.substring(comma + 1, end).strip());
            if (address == null) {
                return peerText;
            }
            client = NetUtil.bytesToIpAddress(TrustedProxies.unmapped(address));
            if (!trusted.contains(address)) {
                return client;
            }
            end = comma;
        }
        return client;
    }

    /**
     * Sets the forwarding fields of what goes to the backend. To be called after hop-by-hop fields were removed, so that a
     * client cannot have them deleted.
     *
     * @param isTrustedPeer what {@link #isTrusted} said of the peer
     * @param peerText the peer's address without brackets, or {@link #UNIX}
     * @param scheme of the connection
     * @param authority host and port that the client asked for; empty when it named none
     * @param localPort that the client connected to; 0 for a Unix socket
     */
    public void apply(
            HttpHeaders headers,
            boolean isTrustedPeer,
            String peerText,
            String scheme,
            String authority,
            int localPort) {
        if (isTrustedPeer) {
            append(headers, peerText, scheme, authority, localPort);
        } else {
            replace(headers, peerText, scheme, authority, localPort);
        }
    }

    private static void replace(HttpHeaders headers, String peerText, String scheme, String authority, int localPort) {
        headers.remove(FieldNames.FORWARDED);
        headers.remove(FieldNames.X_REAL_IP);
        headers.set(FieldNames.X_FORWARDED_FOR, peerText);
        headers.set(FieldNames.X_FORWARDED_PROTO, scheme);
        if (authority.isEmpty()) {
            headers.remove(FieldNames.X_FORWARDED_HOST);
        } else {
            headers.set(FieldNames.X_FORWARDED_HOST, authority);
        }
        if (localPort > 0) {
            headers.set(FieldNames.X_FORWARDED_PORT, Integer.toString(localPort));
        } else {
            headers.remove(FieldNames.X_FORWARDED_PORT);
        }
    }

    private static void append(HttpHeaders headers, String peerText, String scheme, String authority, int localPort) {
        String chain = headers.contains(FieldNames.X_FORWARDED_FOR) ? joined(headers, FieldNames.X_FORWARDED_FOR) : "";
        headers.set(FieldNames.X_FORWARDED_FOR, chain.isEmpty() ? peerText : chain + ", " + peerText);
        setIfAbsent(headers, FieldNames.X_FORWARDED_PROTO, scheme);
        if (!authority.isEmpty()) {
            setIfAbsent(headers, FieldNames.X_FORWARDED_HOST, authority);
        }
        if (localPort > 0) {
            setIfAbsent(headers, FieldNames.X_FORWARDED_PORT, Integer.toString(localPort));
        }
        if (headers.contains(FieldNames.FORWARDED)) {
            String element = element(peerText, scheme, authority);
            headers.set(FieldNames.FORWARDED, joined(headers, FieldNames.FORWARDED) + ", " + element);
        }
    }

    private static void setIfAbsent(HttpHeaders headers, AsciiString name, String value) {
        if (!headers.contains(name)) {
            headers.set(name, value);
        }
    }

    /** One element of Forwarded: {@code for="[::1]";host="a:81";proto=http}. */
    private static String element(String peerText, String scheme, String authority) {
        StringBuilder out = new StringBuilder("for=");
        if (peerText.equals(UNIX)) {
            out.append("unknown");
        } else if (peerText.indexOf(':') >= 0) {
            out.append("\"[").append(peerText).append("]\"");
        } else {
            out.append(peerText);
        }
        if (!authority.isEmpty()) {
            // Only tokens may stand unquoted; an authority never holds what a quoted string would have to escape.
            String quote = HttpHeaderValidationUtil.validateToken(authority) < 0 ? "" : "\"";
            out.append(";host=").append(quote).append(authority).append(quote);
        }
        return out.append(";proto=").append(scheme).toString();
    }

    private static String joined(HttpHeaders headers, AsciiString name) {
        List<String> lines = headers.getAll(name);
        return lines.size() == 1 ? lines.get(0) : String.join(", ", lines);
    }

    /** Bytes of an entry of X-Forwarded-For: an address, with a port or brackets as some proxies write them; else null. */
    private static byte @Nullable [] address(String entry) {
        String text = entry;
        if (entry.startsWith("[")) {
            int close = entry.indexOf(']');
            if (close < 0 || !isPortOrNothing(entry, close + 1)) {
                return null;
            }
            text = entry.substring(1, close);
            if (text.indexOf(':') < 0) {
                return null;
            }
        } else {
            int colon = entry.indexOf(':');
            if (colon >= 0 && colon == entry.lastIndexOf(':')) {
                if (!isPortOrNothing(entry, colon)) {
                    return null;
                }
                text = entry.substring(0, colon);
            }
        }
        if (text.isEmpty() || text.indexOf('%') >= 0 || text.indexOf('[') >= 0) {
            return null;
        }
        return NetUtil.createByteArrayFromIpAddressString(text);
    }

    private static boolean isPortOrNothing(String entry, int start) {
        if (start == entry.length()) {
            return true;
        }
        int digits = entry.length() - start - 1;
        if (entry.charAt(start) != ':' || digits < 1 || digits > 5) {
            return false;
        }
        for (int i = start + 1; i < entry.length(); i++) {
            if (entry.charAt(i) < '0' || entry.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }
}
