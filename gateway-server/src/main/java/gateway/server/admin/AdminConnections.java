package gateway.server.admin;

import io.netty.channel.Channel;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelInitializer;
import io.netty.handler.codec.http.HttpObjectAggregator;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.timeout.IdleStateHandler;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/**
 * Makes the pipeline of each client of an admin server, for so many at a time that they cannot take the process's files from the
 * gateway's own clients. Any thread.
 */
@Sharable
final class AdminConnections extends ChannelInitializer<Channel> {
    static final int LIMIT = 256;

    private static final int BODY_LIMIT = 64 * 1024;
    private static final int IDLE_SECONDS = 60;

    private final Map<String, Endpoint> endpoints;
    private final Supplier<Access> access;
    private final AtomicInteger open = new AtomicInteger();

    AdminConnections(Map<String, Endpoint> endpoints, Supplier<Access> access) {
        this.endpoints = endpoints;
        this.access = access;
    }

    @Override
    protected void initChannel(Channel client) {
        client.closeFuture().addListener(closed -> open.decrementAndGet());
        if (open.incrementAndGet() > LIMIT) {
            client.close();
            return;
        }
        RequestDeadline deadline = new RequestDeadline();
        client.pipeline()
                .addLast(new IdleStateHandler(0, 0, IDLE_SECONDS))
                .addLast(deadline)
                .addLast(new HttpServerCodec())
                .addLast(new HttpObjectAggregator(BODY_LIMIT))
                .addLast(new AdminHandler(endpoints, access, deadline));
    }
}
