package gateway.core;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The epoll transport. Loaded only when epoll may be used. */
final class EpollTransport {
    private EpollTransport() {}

    /** Null when it works. */
    static @Nullable Throwable unavailability() {
        return Epoll.unavailabilityCause();
    }

    static Transport create(String note) {
        Sockets tcp = new Sockets(
                EpollServerSocketChannel.class,
                EpollSocketChannel.class,
                LinuxOptions.LISTENING,
                List.of(),
                LinuxOptions.CONNECTING);
        Sockets unix = new Sockets(
                EpollServerDomainSocketChannel.class,
                EpollDomainSocketChannel.class,
                LinuxOptions.BACKLOG,
                List.of(),
                List.of());
        return new Transport("epoll", note, EpollIoHandler.newFactory(), tcp, unix, DomainSocketAddress::new, true);
    }
}
