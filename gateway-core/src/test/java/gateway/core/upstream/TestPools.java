package gateway.core.upstream;

import gateway.core.config.Address;
import gateway.core.config.PoolConfig;
import gateway.core.config.PoolConfig.Algorithm;
import gateway.core.config.PoolConfig.BackendConfig;
import gateway.core.config.PoolConfig.ConnectionConfig;
import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.config.TimeoutConfig;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Pools for tests; their balancer always takes the first backend that was not tried. */
public final class TestPools {
    private TestPools() {}

    public static PoolConfig config(OutlierConfig health, String... addresses) {
        List<BackendConfig> backends = new ArrayList<>();
        for (String address : addresses) {
            backends.add(new BackendConfig(address, Address.parse(address)));
        }
        return new PoolConfig(
                "shop",
                Algorithm.ROUND_ROBIN,
                backends,
                Optional.empty(),
                health,
                ConnectionConfig.DEFAULT,
                TimeoutConfig.NONE);
    }

    public static BackendPool pool(OutlierConfig health, String... addresses) {
        return new BackendPool(config(health, addresses), TestPools::firstOf);
    }

    /** A pool with these members, all literals. */
    public static BackendPool withBackends(OutlierConfig health, String... addresses) {
        BackendPool pool = pool(health, addresses);
        pool.setBackends(
                pool.config().backends().stream().map(TestPools::backend).toList());
        return pool;
    }

    private static Backend backend(BackendConfig config) {
        Address address = config.address();
        return new Backend(
                "shop",
                config.name(),
                address,
                new InetSocketAddress(address.host(), address.port()),
                new BackendStats(1));
    }

    private static LoadBalancer firstOf(PoolConfig config, List<Backend> backends) {
        return (request, excluded) -> {
            for (Backend backend : backends) {
                if (!excluded.contains(backend)) {
                    return backend;
                }
            }
            return null;
        };
    }
}
