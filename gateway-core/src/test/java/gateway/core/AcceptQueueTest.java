package gateway.core;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gateway.core.config.GatewayConfig.TransportChoice;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class AcceptQueueTest {
    private static final Duration CLOSES_AT_ONCE = Duration.ofMillis(100);

    private static final int CLIENTS = 8;

    private final List<EventLoopGroup> groups = new ArrayList<>();
    private final AtomicBoolean stopped = new AtomicBoolean();
    private final AtomicInteger served = new AtomicInteger();
    private final AtomicInteger lost = new AtomicInteger();

    @AfterEach
    void stopLoops() {
        stopped.set(true);
        groups.forEach(group -> group.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly());
    }

    @ParameterizedTest
    @EnumSource(
            value = TransportChoice.class,
            names = {"EPOLL", "IO_URING"})
    void losesNoEstablishedConnectionUnderChurn(TransportChoice choice) throws Exception {
        Transport transport = Transport.choose(choice);
        assumeTrue(transport.note().isEmpty(), transport.note());
        Channel first = listen(transport, new InetSocketAddress(NetUtil.LOCALHOST4, 0));
        Channel second = listen(transport, first.localAddress());
        List<Thread> clients = churn((InetSocketAddress) first.localAddress());
        awaitServed(100);

        List.of(first, second).forEach(AcceptQueueTest::stall);
        Future<Void> firstClosed = AcceptQueue.drainAndClose(first);
        Future<Void> secondClosed = AcceptQueue.drainAndClose(second);
        assertThat(firstClosed.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(secondClosed.await(10, TimeUnit.SECONDS)).isTrue();
        join(clients);

        assertThat(lost.get()).as("connections lost of %s", served.get()).isZero();
    }

    @Test
    void takesNothingNewWhileItDrains() throws Exception {
        Transport transport = Transport.choose(TransportChoice.EPOLL);
        assumeTrue(transport.note().isEmpty(), transport.note());
        Channel listening = listen(transport, new InetSocketAddress(NetUtil.LOCALHOST4, 0));
        assertThat(exchange(listening.localAddress())).isEqualTo(Outcome.SERVED);

        Future<Void> closed = AcceptQueue.drainAndClose(listening);
        listening.eventLoop().submit(() -> {}).sync();

        assertThat(exchange(listening.localAddress())).isEqualTo(Outcome.NOT_CONNECTED);
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void closesAtOnceWhenNobodyConnects() throws Exception {
        Transport transport = Transport.choose(TransportChoice.EPOLL);
        assumeTrue(transport.note().isEmpty(), transport.note());
        long best = Long.MAX_VALUE;
        // A busy machine may take its time once, hardly ten times.
        for (int i = 0; i < 10 && best > CLOSES_AT_ONCE.toNanos(); i++) {
            Channel listening = listen(transport, new InetSocketAddress(NetUtil.LOCALHOST4, 0));
            long start = System.nanoTime();
            assertThat(AcceptQueue.drainAndClose(listening).await(10, TimeUnit.SECONDS))
                    .isTrue();
            best = Math.min(best, System.nanoTime() - start);
        }

        assumeTrue(Handshakes.isNoneUnderWay(1), "the system has many sockets, or does not tell of them");
        assertThat(Duration.ofNanos(best)).isLessThan(CLOSES_AT_ONCE);
    }

    @Test
    void servesWhatWaitsOnNioBeforeItCloses() throws Exception {
        Transport transport = Transport.choose(TransportChoice.NIO);
        Channel listening = listen(transport, new InetSocketAddress(NetUtil.LOCALHOST4, 0));
        stall(listening);
        List<Socket> waiting = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            waiting.add(new Socket(NetUtil.LOCALHOST4, ((InetSocketAddress) listening.localAddress()).getPort()));
        }

        Future<Void> closed = AcceptQueue.drainAndClose(listening);

        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
        for (Socket socket : waiting) {
            socket.getOutputStream().write('x');
            assertThat(socket.getInputStream().read()).isEqualTo('x');
            socket.close();
        }
    }

    private Channel listen(Transport transport, SocketAddress address) throws Exception {
        EventLoopGroup group = new MultiThreadIoEventLoopGroup(1, transport.ioHandlerFactory());
        groups.add(group);
        ServerBootstrap bootstrap = new ServerBootstrap().group(group).childHandler(new Echo());
        transport.tcp().configure(bootstrap);
        if (transport.sharesPorts()) {
            Transport.sharePort(bootstrap);
        }
        return bootstrap.bind(address).sync().channel();
    }

    /** Keeps the loop busy, so that connections wait to be accepted when the close begins. */
    private static void stall(Channel listening) {
        EventLoop loop = listening.eventLoop();
        loop.execute(() -> {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(100);
            while (System.nanoTime() < end) {
                Thread.onSpinWait();
            }
        });
    }

    private List<Thread> churn(InetSocketAddress address) {
        List<Thread> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            Thread client = new Thread(() -> exchangeUntilClosed(address), "client-" + i);
            client.start();
            clients.add(client);
        }
        return clients;
    }

    private void exchangeUntilClosed(InetSocketAddress address) {
        while (!stopped.get()) {
            switch (exchange(address)) {
                case SERVED -> served.incrementAndGet();
                case LOST -> lost.incrementAndGet();
                case NOT_CONNECTED -> {
                    return;
                }
            }
        }
    }

    private static Outcome exchange(SocketAddress address) {
        try (Socket socket = new Socket()) {
            socket.setSoTimeout(10_000);
            // Its FIN would leave a port in TIME_WAIT for each of thousands of connections.
            socket.setSoLinger(true, 0);
            try {
                socket.connect(address, 10_000);
            } catch (IOException e) {
                return Outcome.NOT_CONNECTED;
            }
            socket.getOutputStream().write('x');
            return socket.getInputStream().read() == 'x' ? Outcome.SERVED : Outcome.LOST;
        } catch (IOException e) {
            return Outcome.LOST;
        }
    }

    private void awaitServed(int count) {
        await().atMost(Duration.ofSeconds(10)).until(() -> served.get() >= count);
    }

    private static void join(List<Thread> clients) throws InterruptedException {
        for (Thread client : clients) {
            client.join(15_000);
            assertThat(client.isAlive()).isFalse();
        }
    }

    private enum Outcome {
        SERVED,
        NOT_CONNECTED,
        LOST
    }

    @ChannelHandler.Sharable
    private static final class Echo extends ChannelInboundHandlerAdapter {
        @Override
        public void channelRead(ChannelHandlerContext ctx, Object part) {
            ctx.writeAndFlush(part).addListener(ChannelFutureListener.CLOSE_ON_FAILURE);
        }
    }
}
