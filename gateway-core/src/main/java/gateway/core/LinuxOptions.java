package gateway.core;

import gateway.core.Sockets.Option;
import io.netty.channel.AdaptiveRecvByteBufAllocator;
import io.netty.channel.ChannelOption;
import io.netty.channel.unix.IntegerUnixChannelOption;
import java.util.List;
import java.util.stream.Stream;

/** Socket options by their Linux numbers, as epoll and io_uring channels take them. */
final class LinuxOptions {
    private static final int SOL_SOCKET = 1;
    private static final int SO_KEEPALIVE = 9;
    private static final int IPPROTO_TCP = 6;
    private static final int TCP_KEEPIDLE = 4;
    private static final int TCP_KEEPINTVL = 5;
    private static final int TCP_KEEPCNT = 6;
    private static final int TCP_NOTSENT_LOWAT = 25;

    /**
     * What the kernel holds of a message that the peer has not made room for. Without it a send buffer grows to megabytes, and back
     * pressure begins only behind them.
     */
    private static final int MOST_NOT_SENT = 256 * 1024;

    static final List<Option<?>> BACKLOG = List.of(new Option<>(ChannelOption.SO_BACKLOG, Transport.BACKLOG));

    private static final List<Option<?>> BOTH = List.of(
            number("SO_KEEPALIVE", SOL_SOCKET, SO_KEEPALIVE, 1),
            number("TCP_KEEPIDLE", IPPROTO_TCP, TCP_KEEPIDLE, Transport.KEEPALIVE_IDLE_SECONDS),
            number("TCP_KEEPINTVL", IPPROTO_TCP, TCP_KEEPINTVL, Transport.KEEPALIVE_INTERVAL_SECONDS),
            number("TCP_KEEPCNT", IPPROTO_TCP, TCP_KEEPCNT, Transport.KEEPALIVE_PROBES),
            number("TCP_NOTSENT_LOWAT", IPPROTO_TCP, TCP_NOTSENT_LOWAT, MOST_NOT_SENT));

    /** With the options of connections: an accepted socket inherits them, which saves a system call for each of them. */
    static final List<Option<?>> LISTENING =
            Stream.concat(BACKLOG.stream(), BOTH.stream()).toList();

    /**
     * The kernel doubles the receive buffer; one that grows by itself would take megabytes of a response that the client does not.
     * A read takes as much of it as there is: a large body needs a quarter of the system calls of Netty's 64 KiB.
     */
    static final List<Option<?>> CONNECTING = Stream.concat(
                    BOTH.stream(),
                    Stream.<Option<?>>of(
                            new Option<>(ChannelOption.SO_RCVBUF, MOST_NOT_SENT),
                            new Option<>(
                                    ChannelOption.RECVBUF_ALLOCATOR,
                                    new AdaptiveRecvByteBufAllocator(512, 2048, MOST_NOT_SENT))))
            .toList();

    private LinuxOptions() {}

    private static Option<Integer> number(String name, int level, int option, int value) {
        return new Option<>(new IntegerUnixChannelOption(name, level, option), value);
    }
}
