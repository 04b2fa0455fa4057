package gateway.core.downstream;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.ssl.SslCloseCompletionEvent;
import io.netty.handler.ssl.SslCompletionEvent;

/** The client's close_notify ends the connection as its FIN does (RFC 8446 section 6.1). Stands behind the handler of TLS. */
@Sharable
final class CloseNotify extends ChannelInboundHandlerAdapter {
    static final CloseNotify INSTANCE = new CloseNotify();

    private CloseNotify() {}

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslCloseCompletionEvent closed && closed.isSuccess()) {
            context.channel().close();
        } else if (!(event instanceof SslCompletionEvent)) {
            context.fireUserEventTriggered(event);
        }
    }
}
