package gateway.core;

import gateway.core.config.GatewayConfig.TransportChoice;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.unix.UnixChannelOption;
import java.net.SocketAddress;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * How sockets are driven: epoll, io_uring or NIO, with their channel types and options. Only the classes of the chosen one are
 * loaded. Immutable.
 *
 * @param name {@code epoll}, {@code io_uring} or {@code nio}
 * @param note why the wanted one is not used; empty when nothing is to be said
 * @param ioHandlerFactory for the event loops
 * @param tcp channel types and options for TCP
 * @param unix the same for Unix sockets
 * @param unixAddress from a path to what the Unix channel types take
 * @param sharesPorts several sockets can listen on one port, so that each loop accepts for itself
 */
public record Transport(
        String name,
        String note,
        IoHandlerFactory ioHandlerFactory,
        Sockets tcp,
        Sockets unix,
        Function<String, SocketAddress> unixAddress,
        boolean sharesPorts) {
    /** Connections that may wait to be accepted; the kernel lowers it to net.core.somaxconn. */
    static final int BACKLOG = 4096;

    /**
     * A dead peer that sends neither FIN nor RST is found by keep-alive probes: after 10 s of silence three, 3 s apart. There is
     * no TCP_USER_TIMEOUT: it also cuts a living peer that merely does not read for so long (seen on Linux 6.18: 5 s of a zero
     * window, then ETIMEDOUT), while data that a dead peer does not take has time-outs of its own.
     */
    static final int KEEPALIVE_IDLE_SECONDS = 10;

    static final int KEEPALIVE_INTERVAL_SECONDS = 3;
    static final int KEEPALIVE_PROBES = 3;

    /** The wanted transport, or the best that works here with a note that says why. */
    public static Transport choose(TransportChoice choice) {
        return switch (choice) {
            case NIO -> NioTransport.create("");
            case AUTO, EPOLL -> epollOrNio("");
            case IO_URING -> ioUringOrOther();
        };
    }

    /** Lets several sockets listen on the address; only where {@link #sharesPorts}. */
    public static void sharePort(ServerBootstrap bootstrap) {
        bootstrap.option(UnixChannelOption.SO_REUSEPORT, true);
    }

    private static Transport ioUringOrOther() {
        String obstacle = obstacleTo("io_uring", IoUringTransport::unavailability);
        return obstacle.isEmpty() ? IoUringTransport.create() : epollOrNio(obstacle);
    }

    private static Transport epollOrNio(String note) {
        String obstacle = obstacleTo("epoll", EpollTransport::unavailability);
        if (obstacle.isEmpty()) {
            return EpollTransport.create(note);
        }
        return NioTransport.create(note.isEmpty() ? obstacle : note + "; " + obstacle);
    }

    /** Empty when there is none. */
    private static String obstacleTo(String name, UnavailabilityCheck check) {
        if (!System.getProperty("os.name", "").startsWith("Linux")) {
            return name + ": not on Linux";
        }
        Throwable cause;
        try {
            cause = check.cause();
        } catch (LinkageError e) {
            // Its jar was left out of the class path.
            cause = e;
        }
        return cause == null ? "" : name + ": " + rootOf(cause);
    }

    private static String rootOf(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.getMessage() != null ? root.getMessage() : root.toString();
    }

    @FunctionalInterface
    private interface UnavailabilityCheck {
        @Nullable
        Throwable cause();
    }
}
