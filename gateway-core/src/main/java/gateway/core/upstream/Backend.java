package gateway.core.upstream;

import gateway.core.config.Address;
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
    private final Address address;
    private final SocketAddress socketAddress;
    private final BackendStats stats;
    private final AtomicInteger inFlight = new AtomicInteger();
    private volatile boolean ejected;
    private volatile boolean removed;

    /**
     * @param address as configured, for people
     * @param socketAddress resolved, for connecting
     */
    public Backend(String pool, String name, Address address, SocketAddress socketAddress, BackendStats stats) {
        this.pool = pool;
        this.name = name;
        this.address = address;
        this.socketAddress = socketAddress;
        this.stats = stats;
    }

    public String pool() {
        return pool;
    }

    public String name() {
        return name;
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

    /** Usable for new requests. */
    public boolean isUp() {
        return !ejected && !removed;
    }

    /** Left out by passive health. */
    public boolean isEjected() {
        return ejected;
    }

    public void setEjected(boolean ejected) {
        this.ejected = ejected;
    }

    /** No longer configured or resolved: finishes what it has, keeps no idle connection. */
    public boolean isRemoved() {
        return removed;
    }

    public void setRemoved() {
        removed = true;
    }

    /** Why it is not up, for people; null when it is. */
    public @Nullable String downReason() {
        return removed ? "removed" : ejected ? "ejected" : null;
    }

    @Override
    public String toString() {
        return pool + "/" + name;
    }
}
