package gateway.core.downstream;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/**
 * Knows whether a read brought bytes. It stands before the codec: behind it the end of a read that brought a part of a head looks
 * like the end of one that brought nothing, and transports tell such ones too.
 */
final class ByteWatch extends ChannelInboundHandlerAdapter {
    private boolean bytesCame;

    /** Bytes came since the last read was complete. To be asked while a read's completion is told. */
    boolean bytesCame() {
        return bytesCame;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        bytesCame = true;
        context.fireChannelRead(message);
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        context.fireChannelReadComplete();
        bytesCame = false;
    }
}
