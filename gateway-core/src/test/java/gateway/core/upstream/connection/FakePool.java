package gateway.core.upstream.connection;

import gateway.core.http.FailureReason;
import gateway.core.timer.TimerWheel;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendStats;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.embedded.EmbeddedChannel;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A backend's connections on one loop as a test plays them. Writes what it is asked for into the log of its streams. */
public final class FakePool extends ConnectionPool {
    private final String name;
    private final List<String> log;
    private final Deque<FakeUpstream> idle = new ArrayDeque<>();
    private final List<FakeUpstream> answered = new ArrayList<>();
    private @Nullable Consumer<FakeUpstream> answer;
    private @Nullable UpstreamStreamListener waiting;
    private @Nullable EmbeddedChannel connecting;

    /** Takes the place of the backend's real one on loop 0. */
    public FakePool(String name, Backend backend, TimerWheel wheel, List<String> log) {
        super(backend, backend.stats().cell(0), new Connector(new Bootstrap(), new Bootstrap(), () -> 1024), wheel);
        this.name = name;
        this.log = log;
        backend.setLoopSlot(0, this);
    }

    /** The next request finds this idle connection. */
    public FakeUpstream addIdle() {
        FakeUpstream stream = new FakeUpstream(name, log, true);
        idle.add(stream);
        return stream;
    }

    /** From now on each request finds an idle connection, and this is called when it was sent. */
    public void answer(Consumer<FakeUpstream> action) {
        answer = action;
    }

    /** The requests that came to be answered: method, target, body. */
    public List<String> requests() {
        return answered.stream()
                .map(stream -> stream.head().method() + " " + stream.head().uri() + " " + stream.body())
                .toList();
    }

    /** What those requests said of the client: its address, and the port that it connected to. */
    public List<String> forwardedFor() {
        return answered.stream()
                .map(stream -> stream.head().headers())
                .map(fields -> fields.get("x-forwarded-for") + " " + fields.get("x-forwarded-port"))
                .toList();
    }

    /** The connection that is waited for is there. */
    public FakeUpstream connect() {
        FakeUpstream stream = new FakeUpstream(name, log, false);
        connect(stream);
        return stream;
    }

    public void connect(FakeUpstream stream) {
        UpstreamStreamListener listener = waiting();
        waiting = null;
        stream.listener(listener);
        listener.onStreamReady(stream);
    }

    /** The connection that is waited for cannot be had. */
    public void refuse(FailureReason reason) {
        UpstreamStreamListener listener = waiting();
        waiting = null;
        listener.onConnectFailed(reason);
    }

    /** A connection is waited for, and the wait was not given up. */
    public boolean isWaitedFor() {
        return waiting != null && connecting != null && connecting.isOpen();
    }

    private UpstreamStreamListener waiting() {
        UpstreamStreamListener listener = waiting;
        if (listener == null || !isWaitedFor()) {
            throw new AssertionError("nobody waits for a connection to " + name);
        }
        return listener;
    }

    @Override
    public @Nullable UpstreamStream newStreamNow(UpstreamStreamListener listener) {
        log.add(name + " now");
        return take(listener);
    }

    @Override
    public @Nullable UpstreamStream newFreshStreamNow(UpstreamStreamListener listener) {
        log.add(name + " fresh");
        return take(listener);
    }

    private @Nullable UpstreamStream take(UpstreamStreamListener listener) {
        FakeUpstream stream = idle.poll();
        Consumer<FakeUpstream> action = answer;
        if (stream == null && action != null) {
            stream = new FakeUpstream(name, log, true);
            stream.onRequest(action);
            answered.add(stream);
        }
        if (stream != null) {
            stream.listener(listener);
        }
        return stream;
    }

    @Override
    public PendingConnection newStreamLater(UpstreamStreamListener listener) {
        log.add(name + " connect");
        waiting = listener;
        PendingConnection made = new PendingConnection(listener, new BackendStats(1).cell(0));
        connecting = new EmbeddedChannel();
        made.channel(connecting);
        return made;
    }
}
