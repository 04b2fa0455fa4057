package gateway.core;

import gateway.core.Sockets.Option;
import io.netty.channel.ChannelOption;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.socket.nio.NioDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import jdk.net.ExtendedSocketOptions;

/** The transport of the JDK, which works everywhere. Loaded only when it is used. */
final class NioTransport {
    private static final int BUFFER = 256 * 1024;

    private NioTransport() {}

    static Transport create(String note) {
        List<Option<?>> backlog = List.of(new Option<>(ChannelOption.SO_BACKLOG, Transport.BACKLOG));
        List<Option<?>> keepAlive = List.of(
                new Option<>(ChannelOption.SO_KEEPALIVE, true),
                new Option<>(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE), Transport.KEEPALIVE_IDLE_SECONDS),
                new Option<>(
                        NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPINTERVAL),
                        Transport.KEEPALIVE_INTERVAL_SECONDS),
                new Option<>(NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPCOUNT), Transport.KEEPALIVE_PROBES),
                // It has no TCP_NOTSENT_LOWAT; unbounded buffers grow to megabytes before back pressure begins.
                new Option<>(ChannelOption.SO_SNDBUF, BUFFER));
        // Accepted sockets inherit it; it must be there before a connection is.
        List<Option<?>> listening = List.of(backlog.get(0), new Option<>(ChannelOption.SO_RCVBUF, BUFFER));
        Sockets tcp =
                new Sockets(NioServerSocketChannel.class, NioSocketChannel.class, listening, keepAlive, keepAlive);
        Sockets unix = new Sockets(
                NioServerDomainSocketChannel.class, NioDomainSocketChannel.class, backlog, List.of(), List.of());
        return new Transport("nio", note, NioIoHandler.newFactory(), tcp, unix, UnixDomainSocketAddress::of, false);
    }
}
