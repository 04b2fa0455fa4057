package gateway.core;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import java.net.SocketAddress;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a listening channel's pipeline. Netty pauses for a second when a connection cannot be accepted, as when no file is left
 * to open; this says so, once a minute and not with a stack trace a second. Event-loop confined.
 */
final class AcceptFailures extends ChannelInboundHandlerAdapter {
    private static final Logger LOG = LoggerFactory.getLogger(AcceptFailures.class);
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final SocketAddress address;
    private boolean hasSpoken;
    private long spokenNanos;

    AcceptFailures(SocketAddress address) {
        this.address = address;
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        long now = System.nanoTime();
        if (!hasSpoken || now - spokenNanos > QUIET_NANOS) {
            hasSpoken = true;
            spokenNanos = now;
            LOG.warn("{} cannot accept connections for now: {}", address, cause.getMessage());
        }
    }
}
