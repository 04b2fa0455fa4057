package gateway.core.proxy;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import java.util.concurrent.ThreadLocalRandom;

/** The WebSocket frame Close 1001, by which an endpoint says that it goes away (RFC 6455 sections 5.5.1 and 7.4.1). */
final class GoingAway {
    private static final int FINAL_CLOSE = 0x88;
    private static final int LENGTH = 2;
    private static final int MASKED = 0x80;
    private static final int CODE = 1001;

    private GoingAway() {}

    /** As a server sends it. */
    static ByteBuf toClient() {
        return Unpooled.buffer(4).writeByte(FINAL_CLOSE).writeByte(LENGTH).writeShort(CODE);
    }

    /** As a client sends it: with a mask. */
    static ByteBuf toBackend() {
        int mask = ThreadLocalRandom.current().nextInt();
        return Unpooled.buffer(8)
                .writeByte(FINAL_CLOSE)
                .writeByte(MASKED | LENGTH)
                .writeInt(mask)
                .writeShort(CODE ^ (mask >>> 16));
    }
}
