package gateway.core;

import gateway.core.config.PoolConfig;
import gateway.core.upstream.BackendPool;
import gateway.core.upstream.BackendRegistry;
import gateway.core.upstream.ControlThread;
import gateway.core.upstream.balance.LoadBalancers;
import gateway.core.upstream.health.OutlierDetector;
import gateway.core.upstream.resolve.BackendResolver;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/** The pools of the process by name. A pool that stays keeps its object over a reload, and with it backends, health and position. */
final class Pools implements AutoCloseable {
    private final EventLoops loops;
    private final BackendResolver resolver;
    private volatile Map<String, BackendPool> byName = Map.of();

    Pools(EventLoops loops, GatewayOptions options) {
        this.loops = loops;
        BackendRegistry registry = new BackendRegistry(loops.each().size(), loops::retire);
        this.resolver = new BackendResolver(
                loops.control(),
                options.nameServers(),
                registry,
                loops.transport().unixAddress());
        loops.workers().all().forEach(worker -> worker.findNamesBy(resolver));
    }

    /**
     * Adds and changes pools; those that are gone stay until {@link #removeUnused}, since running exchanges use them.
     *
     * @return done when each new name was looked up once
     */
    CompletableFuture<Void> apply(List<PoolConfig> configs, BackendLinks links) {
        Map<String, BackendPool> after = new LinkedHashMap<>(byName);
        List<CompletableFuture<Void>> lookups = new ArrayList<>();
        for (PoolConfig config : configs) {
            BackendPool known = after.get(config.name());
            if (known == null) {
                known = newPool(config);
                known.setLink(links.of(config));
                after.put(config.name(), known);
            } else {
                // Files may have changed where the configuration has not.
                known.setLink(links.of(config));
                if (known.config().equals(config)) {
                    continue;
                }
                known.configure(config);
            }
            lookups.add(resolver.watch(known));
        }
        byName = after;
        return CompletableFuture.allOf(lookups.toArray(CompletableFuture<?>[]::new));
    }

    private BackendPool newPool(PoolConfig config) {
        BackendPool pool = new BackendPool(config, LoadBalancers.startingAnywhere()::of);
        pool.setOutcome(new OutlierDetector(pool, ControlThread.of(loops.control())));
        return pool;
    }

    void removeUnused(List<PoolConfig> configs) {
        Map<String, BackendPool> after = new LinkedHashMap<>();
        for (PoolConfig config : configs) {
            after.put(config.name(), get(config.name()));
        }
        byName.forEach((name, pool) -> {
            if (!after.containsKey(name)) {
                resolver.unwatch(pool);
            }
        });
        byName = after;
    }

    BackendPool get(String name) {
        BackendPool pool = byName.get(name);
        if (pool == null) {
            throw new IllegalStateException("no pool " + name);
        }
        return pool;
    }

    List<BackendPool> all() {
        return List.copyOf(byName.values());
    }

    @Override
    public void close() {
        resolver.close();
    }
}
