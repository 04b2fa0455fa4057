package gateway.core.upstream.balance;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.PoolConfig.Algorithm;
import gateway.core.http.RequestHead;
import gateway.core.upstream.Backend;
import gateway.core.upstream.Excluded;
import gateway.core.upstream.LoadBalancer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LeastConnectionsTest {
    private static final RequestHead REQUEST = BalanceFixture.request();

    @Test
    void cyclesThroughIdleBackends() {
        LoadBalancer balancer = balancer(BalanceFixture.backends(3));

        assertThat(names(balancer, 5)).containsExactly("b0", "b1", "b2", "b0", "b1");
    }

    @Test
    void picksALeastBusyOneWhateverTheCounts() {
        Random random = new Random(42);
        for (int run = 0; run < 2_000; run++) {
            List<Backend> backends = BalanceFixture.backends(1 + random.nextInt(16));
            backends.forEach(backend -> begin(backend, random.nextInt(6)));
            LoadBalancer balancer =
                    LoadBalancers.startingAnywhere().of(BalanceFixture.config(Algorithm.LEAST_CONNECTIONS), backends);

            Backend picked = pick(balancer);

            int least = backends.stream().mapToInt(Backend::inFlight).min().orElseThrow();
            assertThat(picked.inFlight()).isEqualTo(least);
        }
    }

    @Test
    void sharesTiesEquallyBesideABusyBackend() {
        List<Backend> backends = BalanceFixture.backends(4);
        begin(backends.get(1), 1);
        begin(backends.get(2), 1);

        assertThat(names(balancer(backends), 4)).containsExactly("b0", "b3", "b0", "b3");
    }

    @Test
    void leavesNoneOutWhenEachRequestOverlapsTheNext() {
        List<Backend> backends = BalanceFixture.backends(3);
        LoadBalancer balancer = balancer(backends);
        Map<String, Integer> counts = new HashMap<>();
        Backend before = null;
        for (int i = 0; i < 30; i++) {
            Backend picked = pick(balancer);
            picked.beginRequest();
            if (before != null) {
                before.endRequest();
            }
            before = picked;
            counts.merge(picked.name(), 1, Integer::sum);
        }

        assertThat(counts).containsOnly(Map.entry("b0", 10), Map.entry("b1", 10), Map.entry("b2", 10));
    }

    @Test
    void takesTheNextLeastBusyOneThatIsNotExcluded() {
        List<Backend> backends = BalanceFixture.backends(3);
        begin(backends.get(1), 2);
        begin(backends.get(2), 1);
        Excluded idleOne = new Excluded();
        idleOne.add(backends.get(0));

        assertThat(balancer(backends).pick(REQUEST, idleOne)).isSameAs(backends.get(2));
    }

    @Test
    void picksNoneWhenAllAreExcludedOrThereAreNone() {
        for (int size : List.of(2, 20)) {
            List<Backend> backends = BalanceFixture.backends(size);
            Excluded all = new Excluded();
            backends.forEach(all::add);

            assertThat(balancer(backends).pick(REQUEST, all)).isNull();
        }
        assertThat(balancer(List.of()).pick(REQUEST, Excluded.NONE)).isNull();
    }

    @Test
    void neverPicksTheBusiestOfALargePool() {
        List<Backend> backends = BalanceFixture.backends(40);
        for (int i = 0; i < 40; i++) {
            begin(backends.get(i), i);
        }
        LoadBalancer balancer = balancer(backends);
        int sum = 0;
        for (int i = 0; i < 10_000; i++) {
            Backend picked = pick(balancer);
            assertThat(picked.name()).isNotEqualTo("b39");
            sum += picked.inFlight();
        }

        // The smaller of two random ones is a third of the way up on average, one random one would be half of it.
        assertThat(sum / 10_000.0).isBetween(12.0, 14.0);
    }

    @Test
    void reachesAllOfALargePoolThatIsIdle() {
        LoadBalancer balancer = balancer(BalanceFixture.backends(40));
        Map<String, Integer> counts = new HashMap<>();
        for (int i = 0; i < 40_000; i++) {
            counts.merge(pick(balancer).name(), 1, Integer::sum);
        }

        assertThat(counts).hasSize(40);
        assertThat(counts.values()).allMatch(count -> count > 800 && count < 1_200);
    }

    @Test
    void retriesInALargePoolOnOthers() {
        List<Backend> backends = BalanceFixture.backends(17);
        Excluded allButOne = new Excluded();
        backends.subList(0, 16).forEach(allButOne::add);

        assertThat(balancer(backends).pick(REQUEST, allButOne)).isSameAs(backends.get(16));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void keepsTheCountsCloseTogetherOverAllThreads(int threads) throws Exception {
        List<Backend> backends = BalanceFixture.backends(4);
        LoadBalancer balancer = balancer(backends);
        ExecutorService executor = Executors.newFixedThreadPool(threads);
        List<Future<?>> loops = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            loops.add(executor.submit(() -> {
                for (int request = 0; request < 10_000 / threads; request++) {
                    pick(balancer).beginRequest();
                }
            }));
        }
        for (Future<?> loop : loops) {
            loop.get(30, TimeUnit.SECONDS);
        }
        executor.shutdown();

        assertThat(backends.stream().mapToInt(Backend::inFlight).sum()).isEqualTo(10_000);
        // A loop that was stopped between look and use is off by the one request it had in hand.
        assertThat(backends).allMatch(backend -> Math.abs(backend.inFlight() - 2_500) <= threads);
    }

    private static LoadBalancer balancer(List<Backend> backends) {
        return LoadBalancers.startingAtFirst().of(BalanceFixture.config(Algorithm.LEAST_CONNECTIONS), backends);
    }

    private static void begin(Backend backend, int requests) {
        for (int i = 0; i < requests; i++) {
            backend.beginRequest();
        }
    }

    private static Backend pick(LoadBalancer balancer) {
        Backend picked = balancer.pick(REQUEST, Excluded.NONE);
        if (picked == null) {
            throw new AssertionError("nothing was picked");
        }
        return picked;
    }

    private static List<String> names(LoadBalancer balancer, int count) {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(pick(balancer).name());
        }
        return names;
    }
}
