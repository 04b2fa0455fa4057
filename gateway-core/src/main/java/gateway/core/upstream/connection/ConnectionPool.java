package gateway.core.upstream.connection;

import gateway.core.channel.ByteSideListener;
import gateway.core.channel.ChannelSide;
import gateway.core.config.PoolConfig.ConnectionConfig;
import gateway.core.proxyprotocol.Endpoints;
import gateway.core.timer.Deadline;
import gateway.core.timer.TimerWheel;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendLink;
import gateway.core.upstream.BackendStats;
import io.netty.channel.Channel;
import io.netty.util.AsciiString;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Connections to one backend on one event loop. Reuses the newest idle one first. Event-loop confined: no locks. Not final, so that
 * tests can play the backend.
 */
public class ConnectionPool {
    static final AsciiString KEEP_ALIVE = AsciiString.cached("keep-alive");
    static final int MAX_REQUESTS = 10_000;

    private static final long MAX_AGE_NANOS = Duration.ofMinutes(10).toNanos();

    private final Backend backend;
    private final BackendStats.Cell stats;
    private final Connector connector;
    private final TimerWheel wheel;
    private final Deque<Http1UpstreamHandler> idle = new ArrayDeque<>();
    private final Deadline sweep = new Deadline() {
        @Override
        protected void onDeadline() {
            closeExpired();
        }
    };
    private BackendLink link = BackendLink.plain(ConnectionConfig.DEFAULT);
    private long keepaliveNanos = ConnectionConfig.DEFAULT.keepalive().toNanos();
    private boolean retired;

    ConnectionPool(Backend backend, BackendStats.Cell stats, Connector connector, TimerWheel wheel) {
        this.backend = backend;
        this.stats = stats;
        this.connector = connector;
        this.wheel = wheel;
    }

    @SuppressWarnings("ReferenceEquality") // asked for each request; another object is another configuration
    void configure(BackendLink newLink) {
        if (link != newLink) {
            boolean isOther = !link.speaksAs(newLink);
            link = newLink;
            keepaliveNanos = newLink.connections().keepalive().toNanos();
            if (isOther) {
                closeIdle();
            }
        }
    }

    /** A stream on an idle connection; null when there is none that can be used. */
    public @Nullable UpstreamStream newStreamNow(UpstreamStreamListener listener) {
        return take(listener, false);
    }

    /**
     * A stream for a request that must not be sent twice: on a connection that is idle for so short that the backend has hardly
     * closed it (F3); null when there is none.
     */
    public @Nullable UpstreamStream newFreshStreamNow(UpstreamStreamListener listener) {
        return take(listener, true);
    }

    private @Nullable UpstreamStream take(UpstreamStreamListener listener, boolean fresh) {
        if (idle.isEmpty()) {
            return null;
        }
        if (link.proxyProtocol() != null) {
            moveForward(listener.client());
        }
        long now = wheel.now();
        Http1UpstreamHandler connection = idle.peekFirst();
        while (connection != null) {
            if (connection.isUsable(now)) {
                if (fresh && !connection.isFresh(now, keepaliveNanos)) {
                    return null;
                }
                if (!isFor(connection, listener)) {
                    return null;
                }
                assert link.speaksAs(connection.link()) : "idle, and opened in another way";
                idle.removeFirst();
                stats.idle--;
                stats.reused++;
                connection.open(listener);
                return connection;
            }
            drop(connection);
            connection = idle.peekFirst();
        }
        return null;
    }

    /** A connection that was told of a client serves that client alone. */
    private boolean isFor(Http1UpstreamHandler connection, UpstreamStreamListener listener) {
        return link.proxyProtocol() == null || connection.client().equals(listener.client());
    }

    /** Finds a connection of this client among all. */
    private void moveForward(Endpoints client) {
        for (Http1UpstreamHandler connection : idle) {
            if (connection.client().equals(client)) {
                idle.remove(connection);
                idle.addFirst(connection);
                return;
            }
        }
    }

    /**
     * A stream on a new connection; the listener is told when it is there, or why it is not.
     *
     * @return ends the wait when the stream is not wanted any more
     */
    public PendingConnection newStreamLater(UpstreamStreamListener listener) {
        PendingConnection pending = new PendingConnection(listener, stats);
        stats.connecting++;
        connector.connect(backend, newConnection(listener.client(), pending), pending);
        return pending;
    }

    private Http1UpstreamHandler newConnection(Endpoints client, PendingConnection pending) {
        // Spread, so that connections which were opened together do not end together.
        long maxAge =
                (long) (MAX_AGE_NANOS * (0.8 + 0.4 * ThreadLocalRandom.current().nextDouble()));
        Http1UpstreamHandler connection = new Http1UpstreamHandler(this, stats, link, client, wheel.now(), maxAge);
        pending.connection(connection);
        return connection;
    }

    /** A connection whose answer was read to a certain end, or that nobody wanted after all. */
    void giveBack(Http1UpstreamHandler connection) {
        long now = wheel.now();
        if (!mayStay(connection, now)) {
            connection.close();
            return;
        }
        connection.idleSince(now);
        idle.addFirst(connection);
        stats.idle++;
        if (!sweep.isArmed()) {
            wheel.arm(sweep, keepaliveNanos);
        }
    }

    /** One that was opened in another way than this pool's is now must not serve a request of now. */
    private boolean mayStay(Http1UpstreamHandler connection, long now) {
        return !retired
                && !backend.isRemoved()
                && connection.link().speaksAs(link)
                && !connection.isAged(now)
                && hasRoom();
    }

    /** One that waits for a client who may have left makes room for one whose client has just been there. */
    private boolean hasRoom() {
        int max = link.connections().maxIdle();
        Http1UpstreamHandler oldest = idle.peekLast();
        if (idle.size() >= max && link.proxyProtocol() != null && oldest != null) {
            drop(oldest);
        }
        return idle.size() < max;
    }

    /** TLS failed on a connection that had been established. */
    void onTlsTrouble(Throwable cause) {
        backend.trouble().found(TlsFailure.text(cause));
    }

    /** An event of one of the connections begins. */
    void refreshClock() {
        wheel.refresh();
    }

    /** A connection of this pool without its codec. */
    ChannelSide newSide(Channel channel, ByteSideListener tunnel) {
        return new ChannelSide(channel, wheel, tunnel);
    }

    /** A connection ended. */
    void remove(Http1UpstreamHandler connection) {
        if (idle.remove(connection)) {
            stats.idle--;
        }
    }

    private void drop(Http1UpstreamHandler connection) {
        remove(connection);
        connection.close();
    }

    private void closeExpired() {
        long now = wheel.now();
        Http1UpstreamHandler oldest = idle.peekLast();
        while (oldest != null && now - oldest.idleSinceNanos() >= keepaliveNanos) {
            drop(oldest);
            oldest = idle.peekLast();
        }
        if (oldest != null) {
            wheel.arm(sweep, keepaliveNanos - (now - oldest.idleSinceNanos()));
        }
    }

    void retire() {
        retired = true;
        closeIdle();
    }

    void closeIdle() {
        for (Http1UpstreamHandler first = idle.peekFirst(); first != null; first = idle.peekFirst()) {
            drop(first);
        }
    }

    int idle() {
        return idle.size();
    }

    /** The backend's own limit from {@code Keep-Alive: timeout=N}, a second before its end; without bound when it says nothing. */
    static long keepAliveTimeoutNanos(String hint) {
        int at = hint.toLowerCase(Locale.ROOT).indexOf("timeout=");
        if (at < 0) {
            return Long.MAX_VALUE;
        }
        long seconds = 0;
        int i = at + "timeout=".length();
        for (; i < hint.length() && Character.isDigit(hint.charAt(i)) && seconds < 1_000_000; i++) {
            seconds = seconds * 10 + Character.digit(hint.charAt(i), 10);
        }
        return i == at + "timeout=".length() ? Long.MAX_VALUE : TimeUnit.SECONDS.toNanos(Math.max(0, seconds - 1));
    }
}
