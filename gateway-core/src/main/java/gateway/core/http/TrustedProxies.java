package gateway.core.http;

import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Networks whose forwarding fields are believed. An IPv4 address mapped into IPv6 is that IPv4 address. Immutable. */
public final class TrustedProxies {
    public static final TrustedProxies NONE = new TrustedProxies(List.of());

    private static final int IPV4_BYTES = 4;
    private static final int MAPPED_PREFIX_BYTES = 12;
    private static final int MAPPED_PREFIX_BITS = MAPPED_PREFIX_BYTES * 8;

    private final Network[] networks;

    private TrustedProxies(List<Network> networks) {
        this.networks = networks.toArray(Network[]::new);
    }

    /**
     * Compiles networks ({@code 10.0.0.0/8}, {@code 2001:db8::/32}) and single addresses.
     *
     * @throws IllegalArgumentException with the value and what was expected
     */
    public static TrustedProxies of(List<String> texts) {
        List<Network> networks = new ArrayList<>(texts.size());
        for (String text : texts) {
            networks.add(network(text));
        }
        return networks.isEmpty() ? NONE : new TrustedProxies(networks);
    }

    public boolean isEmpty() {
        return networks.length == 0;
    }

    /** False for null, which is the address of a peer on a Unix socket. */
    public boolean contains(@Nullable InetAddress address) {
        return networks.length > 0 && address != null && contains(address.getAddress());
    }

    /** The same for the 4 or 16 bytes of an address. */
    boolean contains(byte[] address) {
        byte[] plain = unmapped(address);
        for (Network network : networks) {
            if (network.contains(plain)) {
                return true;
            }
        }
        return false;
    }

    /** The IPv4 address behind {@code ::ffff:a.b.c.d}; anything else as it is. */
    static byte[] unmapped(byte[] address) {
        return isMapped(address) ? Arrays.copyOfRange(address, MAPPED_PREFIX_BYTES, address.length) : address;
    }

    private static boolean isMapped(byte[] address) {
        if (address.length == IPV4_BYTES || address[10] != -1 || address[11] != -1) {
            return false;
        }
        for (int i = 0; i < 10; i++) {
            if (address[i] != 0) {
                return false;
            }
        }
        return true;
    }

    private static Network network(String text) {
        int slash = text.indexOf('/');
        String address = slash < 0 ? text : text.substring(0, slash);
        byte[] bytes = address.indexOf('%') >= 0 || address.indexOf('[') >= 0
                ? null
                : NetUtil.createByteArrayFromIpAddressString(address);
        if (bytes == null) {
            throw unexpected(text);
        }
        int bits = slash < 0 ? bytes.length * 8 : bits(text, slash, bytes.length * 8);
        if (isMapped(bytes) && bits >= MAPPED_PREFIX_BITS) {
            return new Network(unmapped(bytes), bits - MAPPED_PREFIX_BITS);
        }
        return new Network(bytes, bits);
    }

    private static int bits(String text, int slash, int max) {
        int bits = 0;
        int digits = text.length() - slash - 1;
        for (int i = slash + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            bits = c < '0' || c > '9' ? max + 1 : bits * 10 + (c - '0');
        }
        if (digits < 1 || digits > 3 || bits > max) {
            throw unexpected(text);
        }
        return bits;
    }

    private static IllegalArgumentException unexpected(String text) {
        return new IllegalArgumentException(
                text + " (expected: an address or a network, as in 10.0.0.0/8, 192.0.2.1 or 2001:db8::/32)");
    }

    private static final class Network {
        private final byte[] address;
        private final int bits;

        Network(byte[] address, int bits) {
            this.address = address;
            this.bits = bits;
        }

        boolean contains(byte[] other) {
            if (other.length != address.length) {
                return false;
            }
            int whole = bits / 8;
            for (int i = 0; i < whole; i++) {
                if (address[i] != other[i]) {
                    return false;
                }
            }
            int rest = bits % 8;
            return rest == 0 || ((address[whole] ^ other[whole]) & 0xFF) >> (8 - rest) == 0;
        }
    }
}
