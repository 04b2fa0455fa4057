package gateway.core.downstream;

import gateway.core.config.TimeoutConfig;
import gateway.core.proxy.Client;
import gateway.core.proxyprotocol.Endpoints;
import gateway.core.proxyprotocol.ListedPeers;
import gateway.core.proxyprotocol.ProxyHeaderException;
import gateway.core.proxyprotocol.ProxyHeaderReader;
import gateway.core.timer.Deadline;
import gateway.core.timer.TimerWheel;
import io.netty.buffer.ByteBuf;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.codec.ByteToMessageDecoder;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The first handler of a connection that a load balancer passes on: takes the PROXY protocol header from the front of it, then gives
 * way to what the connection really speaks. Whoever is not listed is closed before a byte is read. Event-loop confined.
 */
final class ProxyProtocolHandler extends ByteToMessageDecoder implements ClientConnection {
    /** A load balancer writes the header at once; a listener that waits longer for a head than this need not for this. */
    static final long TIMEOUT_NANOS = TimeUnit.SECONDS.toNanos(5);

    private static final Logger LOG = LoggerFactory.getLogger(ProxyProtocolHandler.class);
    /** As for a client that has just sent a request: its header may be on its way when a drain begins. */
    private static final long DRAIN_GRACE_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Channel channel;
    private final Entrance entrance;
    private final ListedPeers listed;
    private final Client peer;
    private final Consumer<Client> next;
    private final TimerWheel wheel;
    private final Deadline deadline = new Deadline() {
        @Override
        protected void onDeadline() {
            onTimeout();
        }
    };
    private boolean over;

    /**
     * A handler for one connection.
     *
     * @param peer the load balancer
     * @param next adds the handlers of what comes behind the header, for the client that it names
     */
    ProxyProtocolHandler(Channel channel, Entrance entrance, ListedPeers listed, Client peer, Consumer<Client> next) {
        this.channel = channel;
        this.entrance = entrance;
        this.listed = listed;
        this.peer = peer;
        this.next = next;
        this.wheel = entrance.worker().wheel();
    }

    @Override
    public void channelActive(ChannelHandlerContext context) {
        wheel.refresh();
        if (!listed.contains(peer.address())) {
            over = true;
            entrance.refusals().unlisted(channel, wheel.now());
            channel.close();
            return;
        }
        entrance.connections().add(this);
        wheel.arm(deadline, timeoutNanos());
        if (entrance.connections().isDraining()) {
            drain();
        }
    }

    private long timeoutNanos() {
        return Math.min(
                TIMEOUT_NANOS,
                TimeoutConfig.nanos(entrance.rules().get().timeouts().clientHead()));
    }

    @Override
    protected void decode(ChannelHandlerContext context, ByteBuf in, List<Object> out) {
        if (over) {
            in.skipBytes(in.readableBytes());
            return;
        }
        try {
            Endpoints told = ProxyHeaderReader.read(in);
            if (told != null) {
                handOver(context, ClientAddress.of(peer, told));
            }
        } catch (ProxyHeaderException e) {
            wheel.refresh();
            entrance.refusals().malformed(channel, wheel.now(), e.fault());
            refuse();
        }
    }

    /** What came with the header goes to those behind when this handler leaves. */
    private void handOver(ChannelHandlerContext context, Client client) {
        next.accept(client);
        end();
        context.pipeline().remove(this);
    }

    private void refuse() {
        end();
        channel.close();
    }

    /** From here it is others who count and watch this connection. */
    private void end() {
        over = true;
        wheel.forget(deadline);
        entrance.connections().remove(this);
    }

    /** Health checks of load balancers connect, and say nothing or leave: neither is worth a word. */
    private void onTimeout() {
        if (actualReadableBytes() > 0) {
            entrance.refusals().late(channel, wheel.now());
        }
        refuse();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        if (!over) {
            wheel.refresh();
            if (actualReadableBytes() > 0) {
                entrance.refusals().malformed(channel, wheel.now(), "broke off");
            }
            end();
        }
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (!(cause instanceof IOException)) {
            LOG.error("a client connection failed", cause);
        }
        channel.close();
    }

    @Override
    public void drain() {
        wheel.refresh();
        wheel.arm(deadline, DRAIN_GRACE_NANOS);
    }

    @Override
    public void stop() {
        channel.close();
    }
}
