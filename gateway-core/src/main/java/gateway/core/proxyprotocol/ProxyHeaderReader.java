package gateway.core.proxyprotocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * Reads the header that a connection begins with, strictly: what the specification (HAProxy's proxy-protocol.txt) does not allow is
 * refused. Keeps nothing between calls: it looks at all that has come until the header is complete, which its bound makes cheap.
 */
public final class ProxyHeaderReader {
    /** A whole header of version 1, its line end included. */
    static final int MAX_V1 = 107;
    /** A whole header of version 2, with what load balancers add to it (TLVs), which is passed over. */
    static final int MAX_V2 = 4096;

    private static final byte[] V1 = "PROXY ".getBytes(StandardCharsets.US_ASCII);

    private ProxyHeaderReader() {}

    /**
     * The header at the reader index, which is moved behind it; null while more must come, and then nothing has moved.
     *
     * @return {@link Endpoints#UNKNOWN} when the load balancer speaks for itself, or tells no address of IP
     * @throws ProxyHeaderException when it is none, as soon as that is certain
     */
    public static @Nullable Endpoints read(ByteBuf in) throws ProxyHeaderException {
        if (beginsWith(in, V1)) {
            return in.readableBytes() < V1.length ? null : readLine(in);
        }
        if (beginsWith(in, BinaryHeader.SIGNATURE)) {
            return BinaryHeader.read(in, MAX_V2);
        }
        throw new ProxyHeaderException(
                "begins with " + ByteBufUtil.hexDump(in, in.readerIndex(), Math.min(12, in.readableBytes()))
                        + " (expected: a PROXY protocol header)");
    }

    /** As far as there are bytes. */
    private static boolean beginsWith(ByteBuf in, byte[] expected) {
        int length = Math.min(in.readableBytes(), expected.length);
        for (int i = 0; i < length; i++) {
            if (in.getByte(in.readerIndex() + i) != expected[i]) {
                return false;
            }
        }
        return true;
    }

    private static @Nullable Endpoints readLine(ByteBuf in) throws ProxyHeaderException {
        int length = Math.min(in.readableBytes(), MAX_V1);
        int lineFeed = in.indexOf(in.readerIndex(), in.readerIndex() + length, (byte) '\n');
        if (lineFeed < 0) {
            if (length == MAX_V1) {
                throw new ProxyHeaderException("has no line end (expected: one within " + MAX_V1 + " bytes)");
            }
            return null;
        }
        int size = lineFeed - in.readerIndex();
        String line = in.toString(in.readerIndex(), size, StandardCharsets.ISO_8859_1);
        Endpoints told = TextHeader.parse(line);
        in.skipBytes(size + 1);
        return told;
    }
}
