package gateway.core.upstream;

import gateway.core.config.PoolConfig;
import gateway.core.http.RequestHead;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * A named group of backends and the balancer over those that are usable. Event loops pick; the control thread changes the
 * members and rebuilds the balancer, which is one volatile write.
 */
public final class BackendPool {
    private final String name;
    private final BiFunction<PoolConfig, List<Backend>, LoadBalancer> balancers;
    private volatile PoolConfig config;
    private volatile BackendLink link;
    private volatile List<Backend> backends = List.of();
    private volatile LoadBalancer balancer;
    private volatile AttemptOutcome outcome = AttemptOutcome.IGNORED;

    /**
     * A pool without members.
     *
     * @param balancers makes the balancer for a list of eligible backends
     */
    public BackendPool(PoolConfig config, BiFunction<PoolConfig, List<Backend>, LoadBalancer> balancers) {
        this.name = config.name();
        this.config = config;
        this.balancers = balancers;
        this.link = BackendLink.plain(config.connections());
        this.balancer = balancers.apply(config, List.of());
    }

    public String name() {
        return name;
    }

    public PoolConfig config() {
        return config;
    }

    /** How its backends are connected to. */
    public BackendLink link() {
        return link;
    }

    /** Control thread: another way, for connections from now on. */
    public void setLink(BackendLink newLink) {
        link = newLink;
    }

    /** All members, usable or not, in file order. */
    public List<Backend> backends() {
        return backends;
    }

    /**
     * The next usable backend that was not tried yet; when there is none, one that is left out but was not tried (better to try
     * than to refuse); null when all were tried.
     */
    public @Nullable Backend pick(RequestHead request, Excluded excluded) {
        Backend picked = balancer.pick(request, excluded);
        return picked != null && picked.admits() ? picked : pickAnother(request, excluded, picked);
    }

    /** The rare case: the choice was ejected since the balancer was built, or is on trial, or there was none. */
    private @Nullable Backend pickAnother(RequestHead request, Excluded excluded, @Nullable Backend refused) {
        Excluded passedOver = excluded.copy();
        for (Backend next = refused; next != null; next = balancer.pick(request, passedOver)) {
            if (next.admits()) {
                return next;
            }
            passedOver.add(next);
        }
        return refused != null && !refused.isRemoved() ? refused : lastResort(excluded);
    }

    private @Nullable Backend lastResort(Excluded excluded) {
        for (Backend backend : backends) {
            if (!backend.isRemoved() && !excluded.contains(backend)) {
                return backend;
            }
        }
        return null;
    }

    /** There are backends, and not one address of theirs is known: their names do not resolve. */
    public boolean isUnresolved() {
        return backends.isEmpty() && !config.backends().isEmpty();
    }

    /** Told what becomes of each try. */
    public AttemptOutcome outcome() {
        return outcome;
    }

    public void setOutcome(AttemptOutcome outcome) {
        this.outcome = outcome;
    }

    /** Control thread: another configuration of the same pool. */
    public void configure(PoolConfig newConfig) {
        config = newConfig;
        rebuild();
    }

    /** Control thread: other members. */
    public void setBackends(List<Backend> newBackends) {
        backends = List.copyOf(newBackends);
        rebuild();
    }

    /** Control thread: a new balancer over those that are not left out; over all when all are (better to try than to refuse). */
    public synchronized void rebuild() {
        List<Backend> eligible = backends.stream()
                .filter(backend -> !backend.isEjected() && !backend.isRemoved())
                .toList();
        balancer = balancers.apply(config, eligible.isEmpty() ? backends : eligible);
    }

    @Override
    public String toString() {
        return name;
    }
}
