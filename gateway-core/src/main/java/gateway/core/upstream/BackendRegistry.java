package gateway.core.upstream;

import gateway.core.config.PoolConfig.BackendConfig;
import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The backends of the process by pool, name and resolved address: who asks for one that is there already gets the same object,
 * with its in-flight count, statistics and health. Used by the threads that build, never by event loops.
 */
public final class BackendRegistry {
    private final int loops;
    private final Consumer<Backend> onRemoved;
    private final Map<Key, Held> held = new HashMap<>();

    /**
     * @param loops event loops that count in the statistics
     * @param onRemoved told of each backend that nobody holds any more, after it was marked as removed
     */
    public BackendRegistry(int loops, Consumer<Backend> onRemoved) {
        this.loops = loops;
        this.onRemoved = onRemoved;
    }

    /** The backend with this identity; each call is matched by one of {@link #release}. */
    public synchronized Backend acquire(String pool, BackendConfig config, SocketAddress socketAddress) {
        Held entry = held.computeIfAbsent(
                new Key(pool, config.name(), socketAddress),
                key -> new Held(
                        new Backend(pool, config.name(), config.address(), socketAddress, new BackendStats(loops))));
        entry.holders++;
        return entry.backend;
    }

    /** Gives back what {@link #acquire} gave; the last holder's release removes the backend. */
    public void release(Backend backend) {
        if (dropHolder(backend)) {
            backend.setRemoved();
            onRemoved.accept(backend);
        }
    }

    private synchronized boolean dropHolder(Backend backend) {
        Key key = new Key(backend.pool(), backend.name(), backend.socketAddress());
        Held entry = held.get(key);
        if (entry == null || entry.backend != backend) {
            throw new IllegalStateException(backend + ": released more often than acquired");
        }
        entry.holders--;
        if (entry.holders > 0) {
            return false;
        }
        held.remove(key);
        return true;
    }

    /** Two addresses of one host name are two backends with one name. */
    private record Key(String pool, String name, SocketAddress address) {}

    private static final class Held {
        final Backend backend;
        int holders;

        Held(Backend backend) {
            this.backend = backend;
        }
    }
}
