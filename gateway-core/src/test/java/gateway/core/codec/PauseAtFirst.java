package gateway.core.codec;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Pauses the decoder before it at the first message. */
final class PauseAtFirst extends ChannelInboundHandlerAdapter {
    private final MessageDecoder decoder;
    private boolean done;

    PauseAtFirst(MessageDecoder decoder) {
        this.decoder = decoder;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        if (!done) {
            done = true;
            decoder.pause();
        }
        context.fireChannelRead(message);
    }
}
