package gateway.core.downstream;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts connections that are refused for want of a good PROXY protocol header, and says so once a minute: anyone can cause them.
 * Event-loop confined.
 */
final class ProxyRefusals {
    private static final Logger LOG = LoggerFactory.getLogger(ProxyRefusals.class);
    private static final long QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final String listener;
    private final ListenerStats.Cell stats;
    private boolean hasSpoken;
    private long spokenNanos;
    private long unsaid;

    ProxyRefusals(String listener, ListenerStats.Cell stats) {
        this.listener = listener;
        this.stats = stats;
    }

    void unlisted(Channel channel, long nowNanos) {
        stats.proxyUnlisted++;
        say(channel, nowNanos, "its address is not in proxy_protocol.from");
    }

    void malformed(Channel channel, long nowNanos, String why) {
        stats.proxyMalformed++;
        say(channel, nowNanos, "its PROXY protocol header " + why);
    }

    void late(Channel channel, long nowNanos) {
        stats.proxyLate++;
        say(channel, nowNanos, "its PROXY protocol header did not arrive in time");
    }

    private void say(Channel channel, long nowNanos, String why) {
        if (hasSpoken && nowNanos - spokenNanos < QUIET_NANOS) {
            unsaid++;
            return;
        }
        LOG.warn(
                "listener {} refused a connection from {}: {}{}",
                listener,
                peer(channel),
                why,
                unsaid == 0 ? "" : "; " + unsaid + " more were refused since the last message");
        hasSpoken = true;
        spokenNanos = nowNanos;
        unsaid = 0;
    }

    private static String peer(Channel channel) {
        return channel.remoteAddress() instanceof InetSocketAddress remote && remote.getAddress() != null
                ? remote.getAddress().getHostAddress()
                : "a Unix socket";
    }
}
