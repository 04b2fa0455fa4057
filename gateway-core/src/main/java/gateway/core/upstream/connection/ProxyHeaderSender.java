package gateway.core.upstream.connection;

import gateway.core.config.PoolConfig.ProxyProtocolVersion;
import gateway.core.proxyprotocol.Endpoints;
import gateway.core.proxyprotocol.ProxyHeaderWriter;
import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Begins a connection with a PROXY protocol header, before TLS. It is flushed with what follows. Event-loop confined. */
final class ProxyHeaderSender extends ChannelInboundHandlerAdapter {
    private final ProxyProtocolVersion version;
    private final Endpoints client;

    ProxyHeaderSender(ProxyProtocolVersion version, Endpoints client) {
        this.version = version;
        this.client = client;
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        context.write(header(context), context.voidPromise());
        context.fireChannelActive();
        context.pipeline().remove(this);
    }

    private ByteBuf header(ChannelHandlerContext context) {
        return switch (version) {
            case V1 -> ProxyHeaderWriter.version1(client, context.alloc());
            case V2 -> ProxyHeaderWriter.version2(client, context.alloc());
        };
    }
}
