package gateway.core.downstream;

import gateway.core.http2.FloodGuard;
import gateway.core.http2.ResponseBlock;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.http2.Http2ConnectionEncoder;
import io.netty.handler.codec.http2.Http2Stream;

/** What goes out on one HTTP/2 connection, and how much of it the client has not taken. Event-loop confined. */
final class Http2Output {
    /** Of all streams together: from here on no backend is read ... */
    private static final int MAX_PENDING = 1024 * 1024;
    /** ... until there is only so much. */
    private static final int LOW_PENDING = 512 * 1024;

    private final Channel channel;
    private final Http2ConnectionEncoder encoder;
    private final FloodGuard guard;
    private final Runnable onRoom;
    private boolean isFull;
    private int pending;

    /** @param onRoom called when there is room again */
    Http2Output(Channel channel, Http2ConnectionEncoder encoder, FloodGuard guard, Runnable onRoom) {
        this.channel = channel;
        this.encoder = encoder;
        this.guard = guard;
        this.onRoom = onRoom;
    }

    Channel channel() {
        return channel;
    }

    boolean isWritable() {
        return !isFull && channel.isWritable();
    }

    void add(int bytes) {
        pending += bytes;
        isFull |= pending >= MAX_PENDING;
    }

    void remove(int bytes) {
        pending -= bytes;
        guard.sent(bytes);
        if (isFull && pending <= LOW_PENDING) {
            isFull = false;
            onRoom.run();
        }
    }

    void writeHead(Http2Stream stream, ResponseBlock head) {
        ChannelHandlerContext context = context();
        encoder.writeHeaders(context, stream.id(), head, 0, false, context.newPromise());
    }

    /** A head without a body, or trailers. */
    void writeEnd(Http2Stream stream, ResponseBlock block, Http2Write write) {
        encoder.writeHeaders(context(), stream.id(), block, 0, true, write);
    }

    /** Takes over the reference. */
    void writePart(Http2Stream stream, ByteBuf bytes, Http2Write write) {
        encoder.writeData(context(), stream.id(), bytes, 0, false, write);
    }

    /** The last part; takes over the reference. */
    void writeEnd(Http2Stream stream, ByteBuf bytes, Http2Write write) {
        encoder.writeData(context(), stream.id(), bytes, 0, true, write);
    }

    private ChannelHandlerContext context() {
        return encoder.flowController().channelHandlerContext();
    }
}
