package gateway.core.proxy;

import gateway.core.config.TimeoutConfig;
import gateway.core.http.DateHeader;
import gateway.core.http.RequestId;
import gateway.core.timer.Deadline;
import gateway.core.timer.TimerWheel;
import gateway.core.upstream.connection.ConnectionPools;
import gateway.core.upstream.resolve.HostLookup;
import io.netty.channel.EventLoop;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What one event loop keeps for its exchanges. Event-loop confined, but for the two counters that all loops share. */
public final class Worker {
    private static final Logger LOG = LoggerFactory.getLogger(Worker.class);

    private final int index;
    private final EventLoop loop;
    private final TimerWheel wheel;
    private final RequestId.Generator requestIds = new RequestId.Generator();
    private final DateHeader date = new DateHeader();
    private final AdmissionLimit admission;
    private final ReplayMemory memory;
    private final ExchangeListener listener;
    private @Nullable ConnectionPools connections;
    private volatile @Nullable HostLookup names;
    private volatile long lastTickNanos = System.nanoTime();

    public Worker(int index, EventLoop loop, AdmissionLimit admission, ReplayMemory memory, ExchangeListener listener) {
        this(index, loop, admission, memory, listener, new TimerWheel(System::nanoTime));
    }

    /** With another time than the system's. */
    public Worker(
            int index,
            EventLoop loop,
            AdmissionLimit admission,
            ReplayMemory memory,
            ExchangeListener listener,
            TimerWheel wheel) {
        this.index = index;
        this.loop = loop;
        this.admission = admission;
        this.memory = memory;
        this.listener = new GuardedListener(listener);
        this.wheel = wheel;
    }

    /** Before the first exchange: the connection pools of this loop, and the beat of its timer. */
    public void start(ConnectionPools pools) {
        connections = pools;
        loop.scheduleWithFixedDelay(this::tick, TimerWheel.TICK_NANOS, TimerWheel.TICK_NANOS, TimeUnit.NANOSECONDS);
    }

    /** Before the first request: who finds the targets of CONNECT. Any thread. */
    public void findNamesBy(HostLookup lookup) {
        names = lookup;
    }

    HostLookup names() {
        return Objects.requireNonNull(names, "nobody looks up names");
    }

    private void tick() {
        lastTickNanos = System.nanoTime();
        try {
            wheel.tick();
        } catch (RuntimeException e) {
            // An exception that leaves here would end the ticking, and with it every time-out of this loop.
            LOG.error("a time-out failed", e);
        }
    }

    /** When this loop's timer last beat: a loop that is stuck stops beating. Any thread. */
    public long lastTickNanos() {
        return lastTickNanos;
    }

    public int index() {
        return index;
    }

    public EventLoop loop() {
        return loop;
    }

    public TimerWheel wheel() {
        return wheel;
    }

    /** Fires the deadline after the time-out, unless it is armed again or disarmed before. */
    void arm(Deadline deadline, @Nullable Duration timeout) {
        wheel.arm(deadline, TimeoutConfig.nanos(timeout));
    }

    public RequestId.Generator requestIds() {
        return requestIds;
    }

    public DateHeader date() {
        return date;
    }

    public AdmissionLimit admission() {
        return admission;
    }

    public ReplayMemory memory() {
        return memory;
    }

    public ExchangeListener listener() {
        return listener;
    }

    public ConnectionPools connections() {
        ConnectionPools pools = connections;
        if (pools == null) {
            throw new IllegalStateException("worker " + index + " was not started");
        }
        return pools;
    }
}
