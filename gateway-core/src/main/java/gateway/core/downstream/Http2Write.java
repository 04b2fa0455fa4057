package gateway.core.downstream;

import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.DefaultChannelPromise;

/** A part of a response on its way to the client: counted until the socket has taken it. Event-loop confined. */
final class Http2Write extends DefaultChannelPromise implements ChannelFutureListener {
    private final Http2Output output;
    private final Http2ClientStream stream;
    private final int size;
    private final boolean last;

    /**
     * @param size bytes of it
     * @param last it ends the stream
     */
    Http2Write(Http2Output output, Http2ClientStream stream, int size, boolean last) {
        super(output.channel());
        this.output = output;
        this.stream = stream;
        this.size = size;
        this.last = last;
        output.add(size);
        addListener(this);
    }

    @Override
    public void operationComplete(ChannelFuture future) {
        output.remove(size);
        stream.onWritten(size, last, future.isSuccess());
    }
}
