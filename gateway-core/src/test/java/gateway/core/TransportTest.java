package gateway.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gateway.core.config.GatewayConfig.TransportChoice;
import io.netty.bootstrap.Bootstrap;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.socket.nio.NioChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransportTest {
    @ParameterizedTest
    @EnumSource(
            value = TransportChoice.class,
            names = {"EPOLL", "IO_URING", "NIO"})
    void carriesBytesOverTcp(TransportChoice choice) throws Exception {
        Transport transport = available(choice);

        assertThat(echoed(transport, transport.tcp(), new InetSocketAddress(NetUtil.LOCALHOST4, 0)))
                .isEqualTo("ping");
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportChoice.class,
            names = {"EPOLL", "IO_URING", "NIO"})
    void carriesBytesOverUnixSockets(TransportChoice choice, @TempDir Path directory) throws Exception {
        Transport transport = available(choice);
        SocketAddress path =
                transport.unixAddress().apply(directory.resolve("s").toString());

        assertThat(echoed(transport, transport.unix(), path)).isEqualTo("ping");
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportChoice.class,
            names = {"EPOLL", "IO_URING"})
    void acceptedConnectionsInheritTheKeepAliveProbes(TransportChoice choice) throws Exception {
        Transport transport = available(choice);

        assertThat(idleSecondsOfAccepted(transport, new IntegerUnixChannelOption("TCP_KEEPIDLE", 6, 4)))
                .isEqualTo(Transport.KEEPALIVE_IDLE_SECONDS);
    }

    @Test
    void acceptedConnectionsProbeOnNio() throws Exception {
        Transport transport = Transport.choose(TransportChoice.NIO);

        assertThat(idleSecondsOfAccepted(transport, NioChannelOption.of(ExtendedSocketOptions.TCP_KEEPIDLE)))
                .isEqualTo(Transport.KEEPALIVE_IDLE_SECONDS);
    }

    @Test
    void choosesNioWithoutANoteWhenAskedFor() {
        Transport transport = Transport.choose(TransportChoice.NIO);

        assertThat(transport.name()).isEqualTo("nio");
        assertThat(transport.note()).isEmpty();
        assertThat(transport.sharesPorts()).isFalse();
    }

    @Test
    void tellsWhyItDoesNotUseWhatWasWanted() {
        for (TransportChoice choice : TransportChoice.values()) {
            Transport transport = Transport.choose(choice);
            boolean isWanted = choice == TransportChoice.AUTO
                    ? transport.name().equals("epoll")
                    : transport.name().equalsIgnoreCase(choice.name());

            assertThat(transport.note().isEmpty()).as(transport.toString()).isEqualTo(isWanted);
        }
    }

    private static Transport available(TransportChoice choice) {
        Transport transport = Transport.choose(choice);
        assumeTrue(transport.note().isEmpty(), transport.note());
        return transport;
    }

    private static String echoed(Transport transport, Sockets sockets, SocketAddress address) throws Exception {
        BlockingQueue<String> received = new LinkedBlockingQueue<>();
        try (Loops loops = new Loops(transport)) {
            Channel server = loops.listen(sockets, address, new Echo());
            Channel client = loops.connect(sockets, server.localAddress(), new Collecting(received));
            client.writeAndFlush(Unpooled.copiedBuffer("ping", StandardCharsets.US_ASCII))
                    .sync();
            return String.valueOf(received.poll(10, TimeUnit.SECONDS));
        }
    }

    private static int idleSecondsOfAccepted(Transport transport, ChannelOption<Integer> option) throws Exception {
        CompletableFuture<Integer> seen = new CompletableFuture<>();
        try (Loops loops = new Loops(transport)) {
            Channel server = loops.listen(
                    transport.tcp(), new InetSocketAddress(NetUtil.LOCALHOST4, 0), new ChannelInboundHandlerAdapter() {
                        @Override
                        public void channelActive(ChannelHandlerContext ctx) {
                            seen.complete(ctx.channel().config().getOption(option));
                        }
                    });
            loops.connect(transport.tcp(), server.localAddress(), new ChannelInboundHandlerAdapter());
            return seen.get(10, TimeUnit.SECONDS);
        }
    }

    /** One event loop with what was opened on it. */
    private record Loops(EventLoopGroup group) implements AutoCloseable {
        Loops(Transport transport) {
            this(new MultiThreadIoEventLoopGroup(1, transport.ioHandlerFactory()));
        }

        Channel listen(Sockets sockets, SocketAddress address, ChannelHandler accepted) throws Exception {
            ServerBootstrap bootstrap = new ServerBootstrap().group(group).childHandler(accepted);
            sockets.configure(bootstrap);
            return bootstrap.bind(address).sync().channel();
        }

        Channel connect(Sockets sockets, SocketAddress address, ChannelHandler handler) throws Exception {
            Bootstrap bootstrap = new Bootstrap().group(group).handler(handler);
            sockets.configure(bootstrap);
            return bootstrap.connect(address).sync().channel();
        }

        @Override
        public void close() {
            group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
        }
    }

    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object part) {
            ctx.writeAndFlush(part).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }

    private static final class Collecting extends ChannelInboundHandlerAdapter {
        private final BlockingQueue<String> received;

        Collecting(BlockingQueue<String> received) {
            this.received = received;
        }

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object part) {
            ByteBuf bytes = (ByteBuf) part;
            received.add(bytes.toString(StandardCharsets.US_ASCII));
            bytes.release();
        }
    }
}
