package gateway.core.proxyprotocol;

import java.net.InetSocketAddress;

/** The addresses of both ends in one family, as the header has it: an IPv4 address beside an IPv6 one is mapped into IPv6. */
@SuppressWarnings("ArrayRecordComponent") // never changed, never compared
record Pair(byte[] source, byte[] destination) {
    private static final int IPV4_BYTES = 4;
    private static final int IPV6_BYTES = 16;

    static Pair of(InetSocketAddress source, InetSocketAddress destination) {
        byte[] from = source.getAddress().getAddress();
        byte[] to = destination.getAddress().getAddress();
        return from.length == to.length ? new Pair(from, to) : new Pair(mapped(from), mapped(to));
    }

    boolean isIpv4() {
        return source.length == IPV4_BYTES;
    }

    private static byte[] mapped(byte[] address) {
        if (address.length == IPV6_BYTES) {
            return address;
        }
        byte[] wide = new byte[IPV6_BYTES];
        wide[10] = (byte) 0xFF;
        wide[11] = (byte) 0xFF;
        System.arraycopy(address, 0, wide, IPV6_BYTES - IPV4_BYTES, IPV4_BYTES);
        return wide;
    }
}
