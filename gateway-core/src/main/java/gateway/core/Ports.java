package gateway.core;

import gateway.core.config.Address;
import gateway.core.downstream.BoundAddress;
import gateway.core.downstream.Listener;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannelRecvByteBufAllocator;
import io.netty.channel.WriteBufferWaterMark;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardSocketOptions;
import java.nio.channels.ServerSocketChannel;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Opens listening sockets: one for each event loop where the kernel can spread connections over them, else one. Control thread only. */
final class Ports {
    /** Below the first a client takes more again, above the second the backend is not read any more. */
    static final WriteBufferWaterMark WATER_MARK = new WriteBufferWaterMark(128 * 1024, 256 * 1024);

    /**
     * Connections that a loop accepts before it looks at those it has. Netty's epoll takes one: it compares what it wanted, 1, with
     * what it got, a descriptor, and thinks that there is no more. The last of a thousand clients that come at once then waits for
     * hundreds of turns of the loop, each of which serves all that are in again.
     */
    private static final int ACCEPTS_PER_TURN = 256;

    private final Transport transport;
    private final EventLoopGroup loops;
    private final List<EventLoop> eachLoop;

    Ports(Transport transport, EventLoopGroup loops, List<EventLoop> eachLoop) {
        this.transport = transport;
        this.loops = loops;
        this.eachLoop = List.copyOf(eachLoop);
    }

    /**
     * Binds, but does not accept yet.
     *
     * @param overOwn the address overlaps one of this process that is about to be closed: both are bound for a moment, where the
     *     kernel lets them
     * @throws IOException naming the address and why it cannot be bound
     */
    BoundAddress bind(Address address, Listener listener, boolean overOwn) throws IOException {
        List<Channel> servers = new ArrayList<>();
        try {
            if (address.unixPath() != null) {
                UnixSocketFile.removeIfDead(address);
                servers.add(bind(
                        eachLoop.get(0),
                        loops,
                        transport.unixAddress().apply(address.unixPath()),
                        listener,
                        true,
                        false));
            } else if (transport.sharesPorts()) {
                bindEach(address, listener, servers, overOwn);
            } else {
                EventLoopGroup children = eachLoop.size() == 1 ? eachLoop.get(0) : loops;
                servers.add(bind(eachLoop.get(0), children, socketAddress(address), listener, false, false));
            }
            return new BoundAddress(address, listener, servers);
        } catch (IOException e) {
            servers.forEach(Channel::close);
            throw new IOException(address + ": cannot listen: " + e.getMessage(), e);
        }
    }

    private void bindEach(Address address, Listener listener, List<Channel> servers, boolean overOwn)
            throws IOException {
        SocketAddress at = socketAddress(address);
        if (!overOwn) {
            refuseToShareWithOthers(at);
        }
        for (EventLoop loop : eachLoop) {
            Channel server = bind(loop, loop, at, listener, false, true);
            servers.add(server);
            // The first may have got a port from the system; the others join it.
            at = server.localAddress();
        }
    }

    /** Two processes may share a port as two loops may; a second gateway by mistake must not take half of the connections. */
    private static void refuseToShareWithOthers(SocketAddress at) throws IOException {
        try (ServerSocketChannel probe = ServerSocketChannel.open()) {
            probe.setOption(StandardSocketOptions.SO_REUSEADDR, true).bind(at);
        }
    }

    private Channel bind(
            EventLoopGroup parent,
            EventLoopGroup children,
            SocketAddress at,
            Listener listener,
            boolean unix,
            boolean reusePort)
            throws IOException {
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(parent, children)
                .option(ChannelOption.AUTO_READ, false)
                .option(
                        ChannelOption.RECVBUF_ALLOCATOR,
                        new ServerChannelRecvByteBufAllocator()
                                .respectMaybeMoreData(false)
                                .maxMessagesPerRead(ACCEPTS_PER_TURN))
                .childOption(ChannelOption.WRITE_BUFFER_WATER_MARK, WATER_MARK)
                .childHandler(listener);
        (unix ? transport.unix() : transport.tcp()).configure(bootstrap);
        if (reusePort) {
            Transport.sharePort(bootstrap);
        }
        ChannelFuture bound = bootstrap.bind(at).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bound.cause().getMessage(), bound.cause());
        }
        bound.channel().pipeline().addLast(new AcceptFailures(at));
        return bound.channel();
    }

    /** Takes what waits in the queues, then closes; no client that was connected is lost. */
    CompletableFuture<Void> drainAndClose(BoundAddress address) {
        List<CompletableFuture<Void>> closed = new ArrayList<>();
        for (Channel server : address.servers()) {
            CompletableFuture<Void> one = new CompletableFuture<>();
            AcceptQueue.drainAndClose(server).addListener(done -> one.complete(null));
            closed.add(one);
        }
        return CompletableFuture.allOf(closed.toArray(CompletableFuture<?>[]::new))
                .thenRun(() -> UnixSocketFile.remove(address.address()));
    }

    void close(BoundAddress address) {
        drainAndClose(address);
    }

    /** Closes without looking at what waits in the queues. */
    void closeNow(BoundAddress address) {
        address.servers().forEach(server -> server.close().awaitUninterruptibly());
        UnixSocketFile.remove(address.address());
    }

    private static SocketAddress socketAddress(Address address) throws IOException {
        if (address.host().isEmpty()) {
            return new InetSocketAddress(address.port());
        }
        return new InetSocketAddress(InetAddress.getByName(address.host()), address.port());
    }
}
