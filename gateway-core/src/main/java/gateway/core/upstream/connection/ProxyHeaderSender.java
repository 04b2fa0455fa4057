package gateway.core.upstream.connection;

import gateway.core.config.PoolConfig.ProxyProtocolVersion;
import gateway.core.proxyprotocol.Endpoints;
import gateway.core.proxyprotocol.ProxyHeaderWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;

/**
 * Puts a PROXY protocol header before the first bytes of a connection, be they TLS or HTTP; both are flushed together. Event-loop
 * confined.
 */
final class ProxyHeaderSender extends ChannelOutboundHandlerAdapter {
    private final ProxyProtocolVersion version;
    private final Endpoints client;

    ProxyHeaderSender(ProxyProtocolVersion version, Endpoints client) {
        this.version = version;
        this.client = client;
    }

    @Override
    public void write(ChannelHandlerContext context, Object first, ChannelPromise promise) {
        context.write(header(context), context.voidPromise());
        context.write(first, promise);
        context.pipeline().remove(this);
    }

    private ByteBuf header(ChannelHandlerContext context) {
        return switch (version) {
            case V1 -> ProxyHeaderWriter.version1(client, context.alloc());
            case V2 -> ProxyHeaderWriter.version2(client, context.alloc());
        };
    }
}
