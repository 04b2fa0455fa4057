package gateway.server.admin;

import gateway.core.UnixSocketFile;
import gateway.core.config.Address;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.ServerChannel;
import io.netty.channel.socket.nio.NioServerDomainSocketChannel;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/** One bound HTTP server for operators. Its bind and close wait, so they are not for the admin thread itself. */
final class AdminServer implements AutoCloseable {
    private final Address bind;
    private final Map<String, Endpoint> endpoints;
    private final Channel channel;
    private volatile Access access;

    private AdminServer(EventLoopGroup loop, Address bind, List<Endpoint> endpoints, Access access) throws IOException {
        this.bind = bind;
        this.endpoints = AdminHandler.byPath(endpoints);
        this.access = access;
        this.channel = open(loop);
    }

    /** @throws IOException naming the address when it cannot be bound */
    static AdminServer bind(EventLoopGroup loop, Address bind, List<Endpoint> endpoints, Access access)
            throws IOException {
        return new AdminServer(loop, bind, endpoints, access);
    }

    private Channel open(EventLoopGroup loop) throws IOException {
        UnixSocketFile.removeIfDead(bind);
        Class<? extends ServerChannel> type =
                bind.isUnix() ? NioServerDomainSocketChannel.class : NioServerSocketChannel.class;
        ServerBootstrap bootstrap = new ServerBootstrap()
                .group(loop)
                .channel(type)
                .childHandler(new AdminConnections(endpoints, () -> access));
        if (!bind.isUnix()) {
            bootstrap.option(ChannelOption.SO_REUSEADDR, true);
        }
        ChannelFuture bound = bootstrap.bind(socketAddress()).awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException(bind + ": cannot listen: " + bound.cause().getMessage(), bound.cause());
        }
        restrict();
        return bound.channel();
    }

    private SocketAddress socketAddress() throws IOException {
        if (bind.unixPath() != null) {
            return UnixDomainSocketAddress.of(bind.unixPath());
        }
        return bind.host().isEmpty()
                ? new InetSocketAddress(bind.port())
                : new InetSocketAddress(InetAddress.getByName(bind.host()), bind.port());
    }

    /** Whoever can open the socket operates the gateway: its owner and group only. */
    private void restrict() throws IOException {
        if (bind.unixPath() != null) {
            Files.setPosixFilePermissions(Path.of(bind.unixPath()), PosixFilePermissions.fromString("rw-rw----"));
        }
    }

    Address bind() {
        return bind;
    }

    /** Where it really listens, when the port was left to the system. */
    String address() {
        SocketAddress local = channel.localAddress();
        return local instanceof InetSocketAddress inet
                ? Address.tcp(bind.host(), inet.getPort()).toString()
                : bind.toString();
    }

    /** For requests that come from now on. */
    void setAccess(Access access) {
        this.access = access;
    }

    @Override
    public void close() {
        channel.close().awaitUninterruptibly();
        UnixSocketFile.remove(bind);
    }
}
