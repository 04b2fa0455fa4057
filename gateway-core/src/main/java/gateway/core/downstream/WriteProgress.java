package gateway.core.downstream;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import org.jspecify.annotations.Nullable;

/** Whether a channel's peer takes what was written to it, looked at now and then. Event-loop confined. */
final class WriteProgress {
    private final Channel channel;
    private @Nullable Object first;
    private long taken;

    WriteProgress(Channel channel) {
        this.channel = channel;
    }

    /** Something waits that the socket has not taken yet. */
    boolean isPending() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        return buffer != null && buffer.totalPendingWriteBytes() > 0;
    }

    /** Something was taken since the last look. The amount that waits says nothing: more is written meanwhile. */
    @SuppressWarnings("ReferenceEquality")
    boolean hasMoved() {
        ChannelOutboundBuffer buffer = channel.unsafe().outboundBuffer();
        Object nowFirst = buffer == null ? null : buffer.current();
        long nowTaken = buffer == null ? 0 : buffer.currentProgress();
        boolean moved = nowFirst != first || nowTaken != taken;
        first = nowFirst;
        taken = nowTaken;
        return moved;
    }
}
