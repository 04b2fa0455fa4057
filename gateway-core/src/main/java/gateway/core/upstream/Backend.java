package gateway.core.upstream;

import gateway.core.config.Address;
import io.netty.util.NetUtil;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * One server of a pool: one name and one resolved address. Shared by all event loops; its counters and flags are atomics, the
 * rest never changes. Identity over a reload and over name resolution: pool, name and address.
 */
public final class Backend {
    private final String pool;
    private final String name;
    private final String label;
    private final Address address;
    private final SocketAddress socketAddress;
    private final BackendStats stats;
    private final @Nullable Object[] loopSlots;
    private final AtomicInteger inFlight = new AtomicInteger();
    private final BackendHealth health = new BackendHealth();
    private final BackendTrouble trouble;
    private volatile boolean removed;

    /**
     * @param address as configured, for people
     * @param socketAddress resolved, for connecting
     */
    public Backend(String pool, String name, Address address, SocketAddress socketAddress, BackendStats stats) {
        this.pool = pool;
        this.name = name;
        this.label = label(name, address, socketAddress);
        this.address = address;
        this.socketAddress = socketAddress;
        this.stats = stats;
        this.loopSlots = new Object[stats.loops()];
        this.trouble = new BackendTrouble(toString());
    }

    public String pool() {
        return pool;
    }

    /** As configured. The addresses of one host name share it. */
    public String name() {
        return name;
    }

    /** Unique within the pool: the name, and the resolved address too where a host name stands for it. */
    public String label() {
        return label;
    }

    private static String label(String name, Address address, SocketAddress socketAddress) {
        String host = address.host();
        boolean isSingle =
                NetUtil.isValidIpV4Address(host) || NetUtil.isValidIpV6Address(host) || host.equals("localhost");
        if (isSingle || !(socketAddress instanceof InetSocketAddress inet) || inet.isUnresolved()) {
            return name;
        }
        return name + "@" + NetUtil.toAddressString(inet.getAddress());
    }

    public Address address() {
        return address;
    }

    public SocketAddress socketAddress() {
        return socketAddress;
    }

    public BackendStats stats() {
        return stats;
    }

    /** What the loop with this index keeps about this backend (its connection pool); touched by that loop only. */
    public @Nullable Object loopSlot(int loop) {
        return loopSlots[loop];
    }

    public void setLoopSlot(int loop, @Nullable Object kept) {
        loopSlots[loop] = kept;
    }

    /** Requests that were given to this backend and have not ended. */
    public int inFlight() {
        return inFlight.get();
    }

    public void beginRequest() {
        inFlight.incrementAndGet();
    }

    public void endRequest() {
        int left = inFlight.decrementAndGet();
        assert left >= 0 : "a request ended twice";
    }

    /** Usable for new requests, as far as can be said without sending one. */
    public boolean isUp() {
        BackendHealth.State state = health.state();
        return !removed && (state == BackendHealth.State.UP || state == BackendHealth.State.HALF_OPEN);
    }

    /**
     * Whether a new request may go there now; asked once for each request that is about to go there. After an ejection it says
     * yes to one trial request only, until that one's outcome is known.
     */
    public boolean admits() {
        return !removed && health.admits();
    }

    /** Why connections to it fail, for the log. */
    public BackendTrouble trouble() {
        return trouble;
    }

    /** What passive health knows. */
    public BackendHealth health() {
        return health;
    }

    /** Left out by passive health. */
    public boolean isEjected() {
        return health.state() == BackendHealth.State.EJECTED;
    }

    /** Puts it out or back, whatever it was. */
    public void setEjected(boolean ejected) {
        health.force(ejected ? BackendHealth.State.EJECTED : BackendHealth.State.UP);
    }

    /** No longer configured or resolved: finishes what it has, keeps no idle connection. */
    public boolean isRemoved() {
        return removed;
    }

    public void setRemoved() {
        removed = true;
    }

    /** Why it does not take its share of requests, for people; null when it does. */
    public @Nullable String downReason() {
        if (removed) {
            return "removed";
        }
        return switch (health.state()) {
            case UP -> null;
            case EJECTED -> "ejected";
            case HALF_OPEN, TRIAL -> "on trial";
        };
    }

    @Override
    public String toString() {
        return pool + "/" + label;
    }
}
