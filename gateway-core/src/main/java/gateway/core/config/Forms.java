package gateway.core.config;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** Forms that texts in the configuration must have: names, host names, networks, paths. Asks no name server. */
final class Forms {
    static final String NAME = "1 to 128 characters, without blanks and control characters";
    static final String HOST_NAME = "a host name in lower case without port (example.com, *.example.com), or *";
    static final String BACKEND_HOST = "a host name or an IP address before the port";
    static final String CONNECT_TARGET = "HOST:PORT; the host a name, an address, *.example.com or *";
    static final String PROTOCOL = "a protocol of the Upgrade field such as websocket or SPDY/3.1, and not HTTP itself";
    static final String NETWORK = "an address or a network such as 10.0.0.0/8 or fd00::/8";
    static final String PATH = "a path that begins with / and has no blank, ?, # or broken % escape";
    static final String COOKIE = "a cookie name: letters, digits and !#$%&'*+-.^_`|~";

    private static final Set<String> HTTP_NAMES = Set.of("http", "h2", "h2c", "h3");
    private static final Pattern NAME_FORM = Pattern.compile("[^\\s\\p{Cntrl}]{1,128}");
    private static final Pattern DNS_NAME = Pattern.compile(
            "[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?" + "(\\.[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?)*\\.?");
    private static final Pattern DIGITS_AND_DOTS = Pattern.compile("[0-9.]+");
    private static final Pattern IPV4 =
            Pattern.compile("(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)(\\.(25[0-5]|2[0-4]\\d|1\\d\\d|[1-9]?\\d)){3}");
    private static final Pattern PATH_FORM = Pattern.compile("/(?:[!$&-;=@-Z\\[\\]^_a-z|~]++|%[0-9A-Fa-f]{2})*+");
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");

    private Forms() {}

    static boolean isName(String text) {
        return NAME_FORM.matcher(text).matches();
    }

    static boolean isCookieName(String text) {
        return TOKEN.matcher(text).matches();
    }

    static boolean isPath(String text) {
        return PATH_FORM.matcher(text).matches();
    }

    /** A name that a client may ask for: exact, wildcard or {@code *}. */
    static boolean isVirtualHostName(String text) {
        if (text.equals("*")) {
            return true;
        }
        if (text.startsWith("[") && text.endsWith("]")) {
            return isIpv6(text.substring(1, text.length() - 1));
        }
        String name = text.startsWith("*.") ? text.substring(2) : text;
        return !name.endsWith(".") && isDnsName(name) && name.chars().noneMatch(c -> c >= 'A' && c <= 'Z');
    }

    /** A name or an address to connect to. */
    static boolean isBackendHost(String text) {
        return text.indexOf(':') >= 0 ? isIpv6(text) : isDnsName(text);
    }

    static boolean isLoopback(Address address) {
        String host = address.host();
        return address.isUnix()
                || host.equals("localhost")
                || (host.startsWith("127.") && IPV4.matcher(host).matches())
                || (host.indexOf(':') >= 0 && isIpv6(host) && ipv6(host).isLoopbackAddress());
    }

    /** Where CONNECT may lead. */
    static boolean isConnectTarget(Address target) {
        if (target.isUnix() || target.port() == 0) {
            return false;
        }
        String host = target.host().startsWith("*.") ? target.host().substring(2) : target.host();
        return host.equals("*") || isBackendHost(host);
    }

    /** What may be switched to by an upgrade: h2c would hide requests from the gateway. */
    static boolean isUpgrade(String text) {
        int slash = text.indexOf('/');
        String name = slash < 0 ? text : text.substring(0, slash);
        boolean isToken = TOKEN.matcher(name).matches()
                && (slash < 0 || TOKEN.matcher(text.substring(slash + 1)).matches());
        return isToken && !HTTP_NAMES.contains(name.toLowerCase(Locale.ROOT));
    }

    /** A single address, or address/prefix length. */
    static boolean isNetwork(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        boolean v6 = address.indexOf(':') >= 0;
        if (v6
                ? !isIpv6(address) || address.indexOf('%') >= 0
                : !IPV4.matcher(address).matches()) {
            return false;
        }
        return slash < 0 || isPrefixLength(text.substring(slash + 1), v6 ? 128 : 32);
    }

    private static boolean isPrefixLength(String text, int max) {
        return text.matches("0|[1-9][0-9]{0,2}") && Integer.parseInt(text) <= max;
    }

    /** A name that a TLS server can be asked for (RFC 6066 section 3): no address, no underscore. */
    static boolean isServerName(String text) {
        return !DIGITS_AND_DOTS.matcher(text).matches() && text.indexOf('_') < 0 && isDnsName(text);
    }

    private static boolean isDnsName(String text) {
        if (DIGITS_AND_DOTS.matcher(text).matches()) {
            return IPV4.matcher(text).matches();
        }
        return text.length() <= 253 && DNS_NAME.matcher(text).matches();
    }

    private static boolean isIpv6(String text) {
        try {
            ipv6(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /** With a colon in it the JDK takes the text for an address and asks nobody. The zone may name an interface of another machine. */
    private static InetAddress ipv6(String text) {
        int zone = text.indexOf('%');
        String address = zone < 0 ? text : text.substring(0, zone);
        if (address.indexOf(':') < 0) {
            throw new IllegalArgumentException(text);
        }
        try {
            return InetAddress.getByName("[" + address + "]");
        } catch (UnknownHostException e) {
            throw new IllegalArgumentException(text, e);
        }
    }
}
