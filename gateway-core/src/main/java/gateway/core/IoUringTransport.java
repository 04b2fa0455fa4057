package gateway.core;

import io.netty.channel.unix.DomainSocketAddress;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringDomainSocketChannel;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerDomainSocketChannel;
import io.netty.channel.uring.IoUringServerSocketChannel;
import io.netty.channel.uring.IoUringSocketChannel;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The io_uring transport. Loaded only when io_uring is wanted. */
final class IoUringTransport {
    private IoUringTransport() {}

    /** Null when it works. */
    static @Nullable Throwable unavailability() {
        return IoUring.unavailabilityCause();
    }

    static Transport create() {
        Sockets tcp = new Sockets(
                IoUringServerSocketChannel.class,
                IoUringSocketChannel.class,
                LinuxOptions.LISTENING,
                List.of(),
                LinuxOptions.CONNECTING);
        Sockets unix = new Sockets(
                IoUringServerDomainSocketChannel.class,
                IoUringDomainSocketChannel.class,
                LinuxOptions.BACKLOG,
                List.of(),
                List.of());
        return new Transport("io_uring", "", IoUringIoHandler.newFactory(), tcp, unix, DomainSocketAddress::new, true);
    }
}
