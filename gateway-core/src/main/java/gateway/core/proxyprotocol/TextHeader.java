package gateway.core.proxyprotocol;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.regex.Pattern;

/** The line of version 1: {@code PROXY TCP4 192.0.2.1 198.51.100.1 56324 443}. */
final class TextHeader {
    private static final String FORM = "PROXY, TCP4 or TCP6, two addresses and two ports, or PROXY UNKNOWN";
    private static final Pattern PORT = Pattern.compile("0|[1-9][0-9]{0,4}");
    private static final Pattern IPV4 = Pattern.compile(
            "(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])(\\.(25[0-5]|2[0-4][0-9]|1[0-9][0-9]|[1-9]?[0-9])){3}");
    private static final Pattern IPV6 = Pattern.compile("[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*");

    private TextHeader() {}

    /** {@code line} is without its line feed. */
    static Endpoints parse(String line) throws ProxyHeaderException {
        if (!line.endsWith("\r")) {
            throw unexpected();
        }
        String text = line.substring(0, line.length() - 1);
        if (text.equals("PROXY UNKNOWN") || text.startsWith("PROXY UNKNOWN ")) {
            // Whatever follows is to be passed over.
            return Endpoints.UNKNOWN;
        }
        String[] words = text.split(" ", -1);
        if (words.length != 6) {
            throw unexpected();
        }
        Pattern form =
                switch (words[1]) {
                    case "TCP4" -> IPV4;
                    case "TCP6" -> IPV6;
                    default -> throw unexpected();
                };
        return new Endpoints(end(words[2], words[4], form), end(words[3], words[5], form));
    }

    private static InetSocketAddress end(String address, String port, Pattern form) throws ProxyHeaderException {
        byte[] bytes = form.matcher(address).matches() ? NetUtil.createByteArrayFromIpAddressString(address) : null;
        if (bytes == null || !PORT.matcher(port).matches() || Integer.parseInt(port) > 65535) {
            throw unexpected();
        }
        return new InetSocketAddress(address(bytes), Integer.parseInt(port));
    }

    static InetAddress address(byte[] bytes) {
        try {
            return InetAddress.getByAddress(bytes);
        } catch (UnknownHostException e) {
            throw new IllegalStateException("an address has 4 or 16 bytes", e);
        }
    }

    private static ProxyHeaderException unexpected() {
        return new ProxyHeaderException("its first line is malformed (expected: " + FORM + ")");
    }

    /** The line as it is sent. */
    static String format(Endpoints ends) {
        InetSocketAddress source = ends.source();
        InetSocketAddress destination = ends.destination();
        if (source == null || destination == null) {
            return "PROXY UNKNOWN\r\n";
        }
        Pair pair = Pair.of(source, destination);
        return "PROXY " + (pair.isIpv4() ? "TCP4 " : "TCP6 ") + text(pair.source()) + ' ' + text(pair.destination())
                + ' ' + source.getPort() + ' ' + destination.getPort() + "\r\n";
    }

    private static String text(byte[] address) {
        return NetUtil.bytesToIpAddress(address);
    }
}
