package gateway.server.demo;

import gateway.core.config.Address;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpServerExpectContinueHandler;
import io.netty.handler.codec.http.HttpServerKeepAliveHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Small HTTP servers on free loopback ports, all on one thread of their own. Started and closed by one thread at a time. */
final class DemoBackends implements AutoCloseable {
    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("demo", true), NioIoHandler.newFactory());
    private final Map<String, Address> addresses = new HashMap<>();

    /** Where the backend with this name listens. It is started when it is asked for first. */
    Address address(String name) throws IOException {
        Address known = addresses.get(name);
        if (known != null) {
            return known;
        }
        Address started = start(name);
        addresses.put(name, started);
        return started;
    }

    private Address start(String name) throws IOException {
        ChannelFuture bound = new ServerBootstrap()
                .group(loop)
                .channel(NioServerSocketChannel.class)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline()
                                .addLast(new HttpServerCodec())
                                .addLast(new HttpServerKeepAliveHandler())
                                .addLast(new HttpServerExpectContinueHandler())
                                .addLast(new DemoHandler(name));
                    }
                })
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .awaitUninterruptibly();
        if (!bound.isSuccess()) {
            throw new IOException("the demo's backend " + name + " cannot listen: " + bound.cause(), bound.cause());
        }
        int port = ((InetSocketAddress) bound.channel().localAddress()).getPort();
        return Address.tcp(InetAddress.getLoopbackAddress().getHostAddress(), port);
    }

    @Override
    public void close() {
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }
}
