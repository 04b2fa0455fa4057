package gateway.core;

import gateway.core.upstream.ControlThread;
import io.netty.channel.Channel;
import io.netty.channel.ChannelException;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.socket.ServerSocketChannel;
import io.netty.channel.unix.Buffer;
import io.netty.channel.unix.RawUnixChannelOption;
import io.netty.util.concurrent.Future;
import java.lang.ref.Reference;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/**
 * The connections that the kernel has established on a listening socket and nobody has accepted. A plain close resets them, and
 * the clients behind them have sent requests already.
 */
public final class AcceptQueue {
    private static final int SOL_SOCKET = 1;
    private static final int SO_ATTACH_FILTER = 26;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_INFO = 11;

    /** Of {@code struct tcp_info}; on a listening socket tcpi_unacked is the length of the accept queue. */
    private static final int TCP_INFO_LENGTH = 28;

    private static final int UNACKED_OFFSET = 24;

    /** Of {@code struct sock_fprog} on 64 bit: the number of instructions, padding, a pointer to them. */
    private static final int PROGRAM_LENGTH = 16;

    private static final RawUnixChannelOption ATTACH_FILTER =
            new RawUnixChannelOption("SO_ATTACH_FILTER", SOL_SOCKET, SO_ATTACH_FILTER, PROGRAM_LENGTH);
    private static final RawUnixChannelOption INFO =
            new RawUnixChannelOption("TCP_INFO", IPPROTO_TCP, TCP_INFO, TCP_INFO_LENGTH);

    private static final long POLL_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    /** A SYN that was being handled when the filter came is in the kernel's tables by then. */
    private static final long SETTLE_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    /** A handshake that was under way ends within a round trip; waited for unless it is certain that there is none. */
    private static final long HANDSHAKE_NANOS = TimeUnit.MILLISECONDS.toNanos(300);

    private static final long LONGEST_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Channel channel;
    private final long startNanos = System.nanoTime();

    private AcceptQueue(Channel channel) {
        this.channel = channel;
    }

    /**
     * Accepts what is established or about to be, takes nothing new, then closes; within a second. On Linux TCP sockets of epoll
     * and io_uring it loses nothing: a filter drops new SYNs, which the client repeats after a second and then finds the port
     * closed. Elsewhere it accepts until nothing came for a moment. Any thread.
     *
     * @return done when the channel is closed
     */
    public static Future<Void> drainAndClose(Channel listening) {
        AcceptQueue queue = new AcceptQueue(listening);
        listening.eventLoop().execute(queue::start);
        return listening.closeFuture();
    }

    private void start() {
        if (isLinuxTcp() && refuseNew()) {
            closeWhen(() -> isNoHandshakeLeft() && length() == 0);
            return;
        }
        AcceptedCount accepted = new AcceptedCount();
        channel.pipeline().addFirst(accepted);
        closeWhen(accepted::isQuiet);
    }

    private boolean isLinuxTcp() {
        return channel instanceof ServerSocketChannel && length() >= 0;
    }

    /** Attaches the filter. Not every kernel lets it: a sandbox may forbid filters. */
    private boolean refuseNew() {
        ByteBuffer instructions = SynFilter.instructions();
        ByteBuffer program = ByteBuffer.allocateDirect(PROGRAM_LENGTH).order(ByteOrder.nativeOrder());
        program.putShort(0, (short) SynFilter.COUNT).putLong(Long.BYTES, Buffer.memoryAddress(instructions));
        try {
            return channel.config().setOption(ATTACH_FILTER, program);
        } catch (ChannelException e) {
            return false;
        } finally {
            // The program holds their bare address.
            Reference.reachabilityFence(instructions);
        }
    }

    private boolean isNoHandshakeLeft() {
        long waited = System.nanoTime() - startNanos;
        return waited > HANDSHAKE_NANOS
                || (waited > SETTLE_NANOS
                        && channel.localAddress() instanceof InetSocketAddress local
                        && Handshakes.isNoneUnderWay(local.getPort()));
    }

    /** Connections that wait to be accepted; -1 where the system does not tell. */
    private int length() {
        try {
            ByteBuffer info = channel.config().getOption(INFO);
            return info == null || info.remaining() < TCP_INFO_LENGTH
                    ? -1
                    : info.order(ByteOrder.nativeOrder()).getInt(UNACKED_OFFSET);
        } catch (ChannelException e) {
            return -1;
        }
    }

    private void closeWhen(BooleanSupplier isEmpty) {
        boolean isLate = System.nanoTime() - startNanos > LONGEST_NANOS;
        if (isLate || !channel.isOpen() || isEmpty.getAsBoolean()) {
            channel.close().addListener(ChannelFutureListener.FIRE_EXCEPTION_ON_FAILURE);
        } else {
            ControlThread.of(channel.eventLoop()).schedule(() -> closeWhen(isEmpty), POLL_NANOS);
        }
    }

    /** Counts what a listening channel accepts. Event-loop confined. */
    private static final class AcceptedCount extends ChannelInboundHandlerAdapter {
        private int sinceLastLook = 1;

        @Override
        public void channelRead(ChannelHandlerContext ctx, Object accepted) {
            sinceLastLook++;
            ctx.fireChannelRead(accepted);
        }

        /** Nothing came since this was asked last. */
        boolean isQuiet() {
            boolean isQuiet = sinceLastLook == 0;
            sinceLastLook = 0;
            return isQuiet;
        }
    }
}
