package gateway.core.upstream.balance;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.PoolConfig.Algorithm;
import gateway.core.http.RequestHead;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendPool;
import gateway.core.upstream.Excluded;
import gateway.core.upstream.LoadBalancer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RoundRobinTest {
    private static final RequestHead REQUEST = BalanceFixture.request();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void givesEveryBackendTheSameNumberOverAllThreads(int threads) throws Exception {
        for (int size : List.of(1, 2, 3, 5, 7, 16, 33)) {
            List<Backend> backends = BalanceFixture.backends(size);
            int rounds = 400;
            LoadBalancer balancer =
                    LoadBalancers.startingAnywhere().of(BalanceFixture.config(Algorithm.ROUND_ROBIN), backends);

            Map<Backend, Integer> picks = pickFrom(balancer, threads, size * rounds);

            assertThat(picks).hasSize(size);
            assertThat(picks.values()).allMatch(count -> count == rounds * threads);
        }
    }

    @Test
    void goesInFileOrderFromTheFirstOne() {
        BackendPool pool = BalanceFixture.pool(BalanceFixture.backends(3));

        assertThat(names(pool, 5)).containsExactly("b0", "b1", "b2", "b0", "b1");
    }

    @Test
    void startsAtDifferentBackendsInDifferentPools() {
        Set<String> first = new HashSet<>();
        for (int i = 0; i < 200 && first.size() < 3; i++) {
            BackendPool pool =
                    new BackendPool(BalanceFixture.config(Algorithm.ROUND_ROBIN), LoadBalancers.startingAnywhere()::of);
            pool.setBackends(BalanceFixture.backends(3));
            first.addAll(names(pool, 1));
        }

        assertThat(first).containsExactlyInAnyOrder("b0", "b1", "b2");
    }

    @Test
    void keepsItsPositionWhenThePoolIsRebuilt() {
        BackendPool pool = BalanceFixture.pool(BalanceFixture.backends(3));
        names(pool, 1);

        pool.configure(BalanceFixture.config(Algorithm.ROUND_ROBIN));
        List<String> afterReload = names(pool, 1);
        pool.rebuild();

        assertThat(afterReload).containsExactly("b1");
        assertThat(names(pool, 2)).containsExactly("b2", "b0");
    }

    @Test
    void skipsExcludedOnesWithoutDisturbingTheOthers() {
        List<Backend> backends = BalanceFixture.backends(3);
        BackendPool pool = BalanceFixture.pool(backends);
        Excluded firstTwo = new Excluded();
        firstTwo.add(backends.get(0));
        firstTwo.add(backends.get(1));

        assertThat(pool.pick(REQUEST, firstTwo)).isSameAs(backends.get(2));
        assertThat(names(pool, 3)).containsExactly("b1", "b2", "b0");
    }

    @Test
    void picksNoneWhenAllAreExcludedOrThereAreNone() {
        List<Backend> backends = BalanceFixture.backends(1);
        Excluded all = new Excluded();
        all.add(backends.get(0));

        assertThat(BalanceFixture.pool(backends).pick(REQUEST, all)).isNull();
        assertThat(BalanceFixture.pool(List.of()).pick(REQUEST, Excluded.NONE)).isNull();
    }

    private static List<String> names(BackendPool pool, int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Backend picked = pool.pick(REQUEST, Excluded.NONE);
            names.add(picked == null ? "none" : picked.name());
        }
        return names;
    }

    private static Map<Backend, Integer> pickFrom(LoadBalancer balancer, int threads, int each) throws Exception {
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        CountDownLatch start = new CountDownLatch(threads);
        List<Future<Map<Backend, Integer>>> results = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            results.add(executor.submit(() -> {
                start.countDown();
                start.await();
                Map<Backend, Integer> own = new HashMap<>();
                for (int pick = 0; pick < each; pick++) {
                    own.merge(balancer.pick(REQUEST, Excluded.NONE), 1, Integer::sum);
                }
                return own;
            }));
        }
        Map<Backend, Integer> all = new HashMap<>();
        for (Future<Map<Backend, Integer>> result : results) {
            result.get(30, TimeUnit.SECONDS).forEach((backend, count) -> all.merge(backend, count, Integer::sum));
        }
        executor.shutdown();
        assertThat(executor.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        return all;
    }
}
