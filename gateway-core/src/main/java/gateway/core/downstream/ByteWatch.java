package gateway.core.downstream;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Knows how many bytes a read brought. It stands before the codec: behind it the end of a read that brought a part of a head looks
 * like the end of one that brought nothing, and transports tell such ones too.
 */
final class ByteWatch extends ChannelInboundHandlerAdapter {
    private int bytes;

    /** That came since the last read was complete. To be asked while a read's completion is told. */
    int bytes() {
        return bytes;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        bytes += ((ByteBuf) message).readableBytes();
        context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        bytes = 0;
    }
}
