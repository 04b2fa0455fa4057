package gateway.core.upstream.balance;

import gateway.core.config.Address;
import gateway.core.config.PoolConfig;
import gateway.core.config.PoolConfig.AffinityConfig;
import gateway.core.config.PoolConfig.Algorithm;
import gateway.core.config.PoolConfig.ConnectionConfig;
import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.config.TimeoutConfig;
import gateway.core.http.RequestHead;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendPool;
import gateway.core.upstream.BackendStats;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpMethod;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Backends, pools and requests for the tests of this package. */
final class BalanceFixture {
    private BalanceFixture() {}

    static Backend backend(String name) {
        return backend(name, name);
    }

    static Backend backend(String name, String host) {
        return new Backend(
                "pool", name, Address.tcp(host, 80), InetSocketAddress.createUnresolved(host, 80), new BackendStats(1));
    }

    /** Named b0, b1 and so on. */
    static List<Backend> backends(int count) {
        List<Backend> backends = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            backends.add(backend("b" + i));
        }
        return backends;
    }

    static PoolConfig config(Algorithm algorithm) {
        return new PoolConfig(
                "pool",
                algorithm,
                List.of(),
                Optional.of(new AffinityConfig(AffinityConfig.DEFAULT_COOKIE)),
                OutlierConfig.OFF,
                ConnectionConfig.DEFAULT,
                TimeoutConfig.NONE);
    }

    /** With a balancer that starts at the first backend. */
    static BackendPool pool(List<Backend> backends) {
        BackendPool pool = new BackendPool(config(Algorithm.ROUND_ROBIN), LoadBalancers.startingAtFirst()::of);
        pool.setBackends(backends);
        return pool;
    }

    static RequestHead request(String... cookieFields) {
        return requestBy("http", cookieFields);
    }

    static RequestHead requestBy(String scheme, String... cookieFields) {
        DefaultHttpHeaders headers = new DefaultHttpHeaders();
        headers.add("Accept", "*/*");
        for (String field : cookieFields) {
            headers.add("Cookie", field);
        }
        return new RequestHead(HttpMethod.GET, scheme, "host", "host", "/", "/", "", headers, "127.0.0.1");
    }
}
