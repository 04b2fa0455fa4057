package gateway.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gateway.core.Gateway;
import gateway.core.upstream.BackendStats;
import gateway.it.fixture.GatewayExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * The corpus, broken at random but the same way each time. {@code -Dmutations=100000} runs longer, {@code -Dmutation.seed=N} with
 * other changes.
 */
class MutationTest {
    private static final int RUNS = Integer.getInteger("mutations", 2_000);
    private static final long SEED = Long.getLong("mutation.seed", 20_261_121);
    /** Longer cases are of size limits, which changes do not find more about. */
    private static final int MAX_BYTES = 4_000;

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void noRequestHurtsTheOriginOrTheNextUser() throws Exception {
        StrictOrigin origin = gateway.closing(new StrictOrigin());
        Bench bench = start(origin, "timeouts: { client_head: 2s }");
        Mutator mutator = new Mutator(SEED);
        List<String> seeds = Corpus.requests().stream()
                .map(MutationTest::bytes)
                .filter(MutationTest::isShort)
                .toList();
        List<String> problems = new ArrayList<>();

        try (LoggedErrors errors = new LoggedErrors()) {
            for (int run = 0; run < RUNS && problems.isEmpty(); run++) {
                String text = mutator.mutate(pick(seeds, mutator), pick(seeds, mutator));
                String problem = bench.poke(mutator.split(text));
                if (!problem.isEmpty()) {
                    problems.add("run " + run + " of seed " + SEED + ": " + problem + "\n    " + Bytes.show(text));
                }
            }
            assertThat(problems).isEmpty();
            assertThat(errors.messages()).isEmpty();
        }
        expectNobodyLeft();
    }

    @Test
    void noBackendHurtsTheNextUser() throws Exception {
        StrictOrigin origin = gateway.closing(new StrictOrigin());
        Bench bench = start(origin, "timeouts: { response_head: 300ms, response_stall: 300ms }");
        Mutator mutator = new Mutator(SEED);
        List<WireCase> cases =
                Corpus.upstream().stream().filter(one -> isShort(bytes(one))).toList();
        List<String> seeds = cases.stream().map(MutationTest::bytes).toList();
        List<String> requests = List.of("GET", "GET", "HEAD", "GET/1.0", "POST:hello", "POST+100:hello");
        List<String> problems = new ArrayList<>();

        try (LoggedErrors errors = new LoggedErrors()) {
            for (int run = 0; run < RUNS / 2 && problems.isEmpty(); run++) {
                String text = mutator.mutate(pick(seeds, mutator), pick(seeds, mutator));
                String target = "/mutated-" + run;
                String request = pick(requests, mutator);
                origin.play(target, ending(mutator, mutator.split(text)));
                String problem = bench.ask(ShortRequest.steps(request, target), request.startsWith("HEAD"));
                if (!problem.isEmpty()) {
                    problems.add("run " + run + " of seed " + SEED + ": " + request + " " + problem + "\n    "
                            + Bytes.show(text));
                }
            }
            assertThat(problems).isEmpty();
            assertThat(errors.messages()).isEmpty();
        }
        expectNobodyLeft();
    }

    private Bench start(StrictOrigin origin, String timeouts) throws Exception {
        gateway.onLoops(1).with(timeouts).withPool("passive_health: off").proxyTo(origin.address());
        return new Bench(gateway, origin);
    }

    /** Half of the backends go away after their answer. */
    private static List<Step> ending(Mutator mutator, List<Step> steps) {
        List<Step> all = new ArrayList<>(steps);
        switch (mutator.choose(4)) {
            case 0 -> all.add(new Step.HalfClose());
            case 1 -> all.add(new Step.Reset());
            default -> {}
        }
        return all;
    }

    private static <T> T pick(List<T> from, Mutator mutator) {
        return from.get(mutator.choose(from.size()));
    }

    private static String bytes(WireCase one) {
        return one.steps().stream()
                .filter(Step.Send.class::isInstance)
                .map(step -> ((Step.Send) step).text())
                .collect(Collectors.joining());
    }

    private static boolean isShort(String bytes) {
        return bytes.length() <= MAX_BYTES;
    }

    /** A connection that nobody owns would stay. */
    private void expectNobodyLeft() {
        Gateway running = gateway.running();
        await().atMost(Duration.ofSeconds(5)).until(() -> running.inFlight() == 0 && openClients(running) == 0);
        running.pools().stream().flatMap(pool -> pool.backends().stream()).forEach(backend -> {
            BackendStats stats = backend.stats();
            assertThat(stats.active() + stats.connecting()).isZero();
            assertThat(stats.opened() - stats.closed()).isEqualTo(stats.idle());
        });
    }

    private static long openClients(Gateway running) {
        return running.listenerStats().stream().mapToLong(stats -> stats.open()).sum();
    }
}
