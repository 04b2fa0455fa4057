package gateway.core;

import gateway.core.config.GatewayConfig.TransportChoice;
import io.netty.channel.Channel;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollDomainSocketChannel;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerDomainSocketChannel;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.epoll.EpollSocketChannel;
import io.netty.channel.unix.DomainSocketAddress;
import java.net.SocketAddress;

/** temporary */
final class Transport {
    static Transport choose(TransportChoice choice) {
        Epoll.ensureAvailability();
        return new Transport();
    }

    String name() {
        return "epoll";
    }

    String note() {
        return "";
    }

    IoHandlerFactory ioHandlerFactory() {
        return EpollIoHandler.newFactory();
    }

    boolean isReusePort() {
        return true;
    }

    Channel newTcpChannel() {
        return new EpollSocketChannel();
    }

    Channel newUnixChannel() {
        return new EpollDomainSocketChannel();
    }

    ServerChannel newTcpServer() {
        return new EpollServerSocketChannel();
    }

    ServerChannel newUnixServer() {
        return new EpollServerDomainSocketChannel();
    }

    SocketAddress unixAddress(String path) {
        return new DomainSocketAddress(path);
    }
}
