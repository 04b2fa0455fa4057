package gateway.core.proxyprotocol;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.nio.charset.StandardCharsets;

/** Writes the header that tells a backend who the client is. Where nobody can tell, it says so: UNKNOWN, or LOCAL. */
public final class ProxyHeaderWriter {
    private ProxyHeaderWriter() {}

    /** Version 1, in a buffer that the caller owns. */
    public static ByteBuf version1(Endpoints ends, ByteBufAllocator allocator) {
        String line = TextHeader.format(ends);
        return allocator.buffer(line.length()).writeBytes(line.getBytes(StandardCharsets.US_ASCII));
    }

    /** Version 2, in a buffer that the caller owns. */
    public static ByteBuf version2(Endpoints ends, ByteBufAllocator allocator) {
        ByteBuf out = allocator.buffer(64);
        BinaryHeader.write(ends, out);
        return out;
    }
}
