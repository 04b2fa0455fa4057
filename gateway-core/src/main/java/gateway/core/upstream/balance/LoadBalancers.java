package gateway.core.upstream.balance;

import gateway.core.config.PoolConfig;
import gateway.core.upstream.Backend;
import gateway.core.upstream.LoadBalancer;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/**
 * Makes the balancers of one pool, one after another as its members change. They share one cursor, so the balancing position
 * outlives them. Make one for each pool and give its {@link #of} to the pool. Any thread.
 */
public final class LoadBalancers {
    private final Cursor cursor;

    private LoadBalancers(Cursor cursor) {
        this.cursor = cursor;
    }

    /** The first pick may be any backend, so that the restart of many gateways does not hit the first one. */
    public static LoadBalancers startingAnywhere() {
        return new LoadBalancers(new Cursor(ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE)));
    }

    /** The first pick is the first backend: the same answers in every run. */
    public static LoadBalancers startingAtFirst() {
        return new LoadBalancers(new Cursor(0));
    }

    /**
     * A balancer by the pool's algorithm.
     *
     * @param backends the eligible ones, in file order
     */
    public LoadBalancer of(PoolConfig config, List<Backend> backends) {
        return switch (config.algorithm()) {
            case ROUND_ROBIN -> new RoundRobin(backends, cursor);
            case LEAST_CONNECTIONS -> new LeastConnections(backends, cursor);
        };
    }
}
