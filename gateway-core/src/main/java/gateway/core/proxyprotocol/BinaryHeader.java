package gateway.core.proxyprotocol;

import io.netty.buffer.ByteBuf;
import java.net.InetSocketAddress;
import org.jspecify.annotations.Nullable;

/** Version 2: signature, version and command, family and transport, length, addresses, and TLVs which are passed over. */
final class BinaryHeader {
    static final byte[] SIGNATURE = {0x0D, 0x0A, 0x0D, 0x0A, 0x00, 0x0D, 0x0A, 0x51, 0x55, 0x49, 0x54, 0x0A};

    private static final int FIXED = 16;
    private static final int VERSION_2 = 0x20;
    private static final int LOCAL = 0;
    private static final int PROXY = 1;
    private static final int STREAM = 1;
    private static final int IPV4 = 1;
    private static final int IPV6 = 2;
    private static final int UNIX = 3;

    private BinaryHeader() {}

    static @Nullable Endpoints read(ByteBuf in, int max) throws ProxyHeaderException {
        if (in.readableBytes() < FIXED) {
            return null;
        }
        int start = in.readerIndex();
        int command = in.getUnsignedByte(start + 12);
        int kind = in.getUnsignedByte(start + 13);
        int length = in.getUnsignedShort(start + 14);
        check(command, kind, length, max);
        if (in.readableBytes() < FIXED + length) {
            return null;
        }
        boolean isTold = (command & 0x0F) == PROXY && (kind & 0x0F) == STREAM;
        Endpoints told = isTold ? addresses(in, start + FIXED, kind >> 4) : Endpoints.UNKNOWN;
        in.skipBytes(FIXED + length);
        return told;
    }

    private static void check(int command, int kind, int length, int max) throws ProxyHeaderException {
        if ((command & 0xF0) != VERSION_2 || (command & 0x0F) > PROXY) {
            throw new ProxyHeaderException(
                    "version and command are 0x" + Integer.toHexString(command) + " (expected: 0x20 or 0x21)");
        }
        if (FIXED + length > max) {
            throw new ProxyHeaderException("is " + (FIXED + length) + " bytes long (expected: at most " + max + ")");
        }
        if ((command & 0x0F) == LOCAL) {
            return;
        }
        int family = kind >> 4;
        if (family > UNIX || (kind & 0x0F) > 2) {
            throw new ProxyHeaderException("family and transport are 0x" + Integer.toHexString(kind)
                    + " (expected: 0x11 or 0x21, for TCP over IPv4 or IPv6)");
        }
        if (length < addressBytes(family)) {
            throw new ProxyHeaderException(
                    "has " + length + " bytes of addresses (expected: " + addressBytes(family) + ")");
        }
    }

    private static int addressBytes(int family) {
        return switch (family) {
            case IPV4 -> 12;
            case IPV6 -> 36;
            case UNIX -> 216;
            default -> 0;
        };
    }

    private static Endpoints addresses(ByteBuf in, int at, int family) {
        if (family != IPV4 && family != IPV6) {
            return Endpoints.UNKNOWN;
        }
        int size = family == IPV4 ? 4 : 16;
        int ports = at + 2 * size;
        return new Endpoints(end(in, at, size, ports), end(in, at + size, size, ports + 2));
    }

    private static InetSocketAddress end(ByteBuf in, int at, int size, int portAt) {
        byte[] address = new byte[size];
        in.getBytes(at, address);
        return new InetSocketAddress(TextHeader.address(address), in.getUnsignedShort(portAt));
    }

    static void write(Endpoints ends, ByteBuf out) {
        out.writeBytes(SIGNATURE);
        InetSocketAddress source = ends.source();
        InetSocketAddress destination = ends.destination();
        if (source == null || destination == null) {
            out.writeByte(VERSION_2 | LOCAL).writeByte(0).writeShort(0);
            return;
        }
        Pair pair = Pair.of(source, destination);
        int family = pair.isIpv4() ? IPV4 : IPV6;
        out.writeByte(VERSION_2 | PROXY).writeByte(family << 4 | STREAM).writeShort(addressBytes(family));
        out.writeBytes(pair.source()).writeBytes(pair.destination());
        out.writeShort(source.getPort()).writeShort(destination.getPort());
    }
}
