package gateway.core.downstream;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.ChannelPromise;
import io.netty.channel.embedded.EmbeddedChannel;
import io.netty.channel.socket.DuplexChannel;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A client's channel in memory whose peer takes only as many bytes as a test lets it, and whose output can be shut down. Tasks run
 * between events only, as on an event loop, not from within a flush.
 */
final class TestChannel extends EmbeddedChannel implements DuplexChannel {
    /** How many bytes the peer still takes. */
    long room = Long.MAX_VALUE;

    private final @Nullable SocketAddress remote;
    private final @Nullable SocketAddress local;
    private boolean outputShutdown;

    /** Without addresses, as a Unix socket's. */
    TestChannel() {
        remote = null;
        local = null;
    }

    /** From {@code remote} to {@code local}. */
    TestChannel(SocketAddress remote, SocketAddress local) {
        this.remote = remote;
        this.local = local;
    }

    @Override
    protected @Nullable SocketAddress remoteAddress0() {
        return remote == null ? super.remoteAddress0() : remote;
    }

    @Override
    protected @Nullable SocketAddress localAddress0() {
        return local == null ? super.localAddress0() : local;
    }

    /** Bytes come, in one read. */
    void receive(String text) {
        writeInbound(Unpooled.copiedBuffer(text, StandardCharsets.ISO_8859_1));
        settle();
    }

    @Override
    public void runPendingTasks() {
        // From within an event: not now.
    }

    /** Runs what waits to be run. */
    void settle() {
        super.runPendingTasks();
    }

    void end() {
        close();
        settle();
        sent();
    }

    /** What the peer got since the last call. */
    String sent() {
        settle();
        StringBuilder sent = new StringBuilder();
        for (ByteBuf part = readOutbound(); part != null; part = readOutbound()) {
            sent.append(part.toString(StandardCharsets.ISO_8859_1));
            part.release();
        }
        return sent.toString();
    }

    /** The peer takes so many bytes more. */
    void take(long bytes) {
        room += bytes;
        if (isOpen()) {
            flushOutbound();
        }
    }

    @Override
    protected void doWrite(ChannelOutboundBuffer in) {
        for (Object message = in.current(); message != null && room > 0; message = in.current()) {
            ByteBuf bytes = (ByteBuf) message;
            int size = (int) Math.min(room, bytes.readableBytes());
            room -= size;
            outboundMessages().add(bytes.readRetainedSlice(size));
            in.progress(size);
            if (!bytes.isReadable()) {
                in.remove();
            }
        }
    }

    @Override
    public boolean isOutputShutdown() {
        return outputShutdown;
    }

    @Override
    public ChannelFuture shutdownOutput() {
        outputShutdown = true;
        return newSucceededFuture();
    }

    @Override
    public ChannelFuture shutdownOutput(ChannelPromise promise) {
        outputShutdown = true;
        return promise.setSuccess();
    }

    @Override
    public boolean isInputShutdown() {
        return false;
    }

    @Override
    public ChannelFuture shutdownInput() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ChannelFuture shutdownInput(ChannelPromise promise) {
        throw new UnsupportedOperationException();
    }

    @Override
    public boolean isShutdown() {
        return false;
    }

    @Override
    public ChannelFuture shutdown() {
        throw new UnsupportedOperationException();
    }

    @Override
    public ChannelFuture shutdown(ChannelPromise promise) {
        throw new UnsupportedOperationException();
    }
}
