package gateway.core.upstream.resolve;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendPool;
import gateway.core.upstream.BackendRegistry;
import gateway.core.upstream.TestPools;
import gateway.core.upstream.VirtualControlThread;
import gateway.core.upstream.resolve.NameLookup.Answer;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.UnixDomainSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class BackendResolverTest {
    private final VirtualControlThread control = new VirtualControlThread();
    private final ScriptedNames names = new ScriptedNames();
    private final List<Backend> removed = new ArrayList<>();
    private final BackendResolver resolver =
            new BackendResolver(names, control, new BackendRegistry(1, removed::add), UnixDomainSocketAddress::of);

    @Test
    void literalsAreThereAtOnceWithoutAnyLookup() {
        BackendPool pool = pool("127.0.0.1:80", "[::1]:81", "localhost:82", "unix:/run/app.sock");

        CompletableFuture<Void> done = resolver.watch(pool);
        control.pass(Duration.ofMinutes(1));

        assertThat(done).isCompleted();
        assertThat(pool.backends())
                .extracting(backend -> backend.socketAddress().toString())
                .containsExactly("/127.0.0.1:80", "/[0:0:0:0:0:0:0:1]:81", "localhost/127.0.0.1:82", "/run/app.sock");
        assertThat(names.asked).isEmpty();
    }

    @Test
    void everyAddressOfANameIsABackend() {
        names.set("web", Answer.of(ips("10.0.0.1", "10.0.0.2"), 30));
        BackendPool pool = pool("web:80", "127.0.0.1:81");

        CompletableFuture<Void> done = resolver.watch(pool);
        assertThat(done).isNotCompleted();
        assertThat(labels(pool)).containsExactly("127.0.0.1:81");
        control.pass(Duration.ZERO);

        assertThat(done).isCompleted();
        assertThat(labels(pool)).containsExactly("web:80@10.0.0.1", "web:80@10.0.0.2", "127.0.0.1:81");
    }

    @Test
    void asksAgainWhenTheTimeToLiveIsOver() {
        names.set("web", Answer.of(ips("10.0.0.1"), 30));
        BackendPool pool = watched("web:80");
        names.set("web", Answer.of(ips("10.0.0.1", "10.0.0.2"), 30));

        control.pass(Duration.ofSeconds(29));
        assertThat(labels(pool)).hasSize(1);

        control.pass(Duration.ofSeconds(2));
        assertThat(labels(pool)).hasSize(2);
    }

    @Test
    void asksNotMoreOftenThanEachSecondAndNotLessThanEachFiveMinutes() {
        names.set("hasty", Answer.of(ips("10.0.0.1"), 0));
        names.set("lazy", Answer.of(ips("10.0.0.1"), 86400));
        watched("hasty:80", "lazy:80");
        names.asked.clear();

        control.pass(Duration.ofSeconds(301));

        assertThat(names.asked.stream().filter("hasty"::equals)).hasSize(301);
        assertThat(names.asked.stream().filter("lazy"::equals)).hasSize(1);
    }

    @Test
    void anUnchangedAddressKeepsItsBackend() {
        names.set("web", Answer.of(ips("10.0.0.1"), 1));
        BackendPool pool = watched("web:80");
        Backend kept = pool.backends().get(0);
        kept.setEjected(true);

        names.set("web", Answer.of(ips("10.0.0.2", "10.0.0.1"), 1));
        control.pass(Duration.ofSeconds(1));

        assertThat(pool.backends()).hasSize(2).contains(kept);
        assertThat(kept.isEjected()).isTrue();
        assertThat(removed).isEmpty();
    }

    @Test
    void anAddressLeavesAfterItWasAbsentThreeTimes() {
        names.set("web", Answer.of(ips("10.0.0.1", "10.0.0.2"), 1));
        BackendPool pool = watched("web:80");
        Backend leaving = pool.backends().get(0);
        names.set("web", Answer.of(ips("10.0.0.2"), 1));

        control.pass(Duration.ofSeconds(2));
        assertThat(pool.backends()).contains(leaving);

        control.pass(Duration.ofSeconds(1));
        assertThat(labels(pool)).containsExactly("web:80@10.0.0.2");
        assertThat(removed).containsExactly(leaving);
        assertThat(leaving.isRemoved()).isTrue();
    }

    @Test
    void anAddressThatComesBackIsNotCountedAsAbsent() {
        names.set("web", Answer.of(ips("10.0.0.1", "10.0.0.2"), 1));
        BackendPool pool = watched("web:80");

        for (int i = 0; i < 10; i++) {
            names.set("web", i % 3 == 2 ? Answer.of(ips("10.0.0.1", "10.0.0.2"), 1) : Answer.of(ips("10.0.0.2"), 1));
            control.pass(Duration.ofSeconds(1));
        }

        assertThat(pool.backends()).hasSize(2);
    }

    @Test
    void keepsTheLastGoodAddressesWhileANameFails() {
        names.set("web", Answer.of(ips("10.0.0.1"), 1));
        BackendPool pool = watched("web:80");
        names.set("web", Answer.nothing("no such name"));

        control.pass(Duration.ofHours(1));

        assertThat(labels(pool)).containsExactly("web:80@10.0.0.1");
    }

    @Test
    void keepsTheAddressesOfAFamilyThatWasNotAnswered() {
        names.set("web", Answer.of(ips("10.0.0.1", "::1"), 1));
        BackendPool pool = watched("web:80");
        names.set("web", new Answer(ips("10.0.0.1"), true, false, 1, null));

        control.pass(Duration.ofMinutes(1));

        assertThat(pool.backends()).hasSize(2);
    }

    @Test
    void asksAgainWithGrowingPausesUntilANameResolves() {
        BackendPool pool = pool("web:80");
        CompletableFuture<Void> done = resolver.watch(pool);
        control.pass(Duration.ZERO);
        assertThat(done).isCompleted();
        assertThat(pool.backends()).isEmpty();
        names.asked.clear();

        control.pass(Duration.ofSeconds(1 + 2 + 4 + 8 + 16 + 30 + 30));
        assertThat(names.asked).hasSize(7);

        names.set("web", Answer.of(ips("10.0.0.1"), 60));
        control.pass(Duration.ofSeconds(30));
        assertThat(pool.backends()).hasSize(1);
    }

    @Test
    void poolsShareTheLookupsOfAName() {
        names.set("web", Answer.of(ips("10.0.0.1"), 60));
        BackendPool first = watched("web:80");
        BackendPool second = watched("WEB:81");

        assertThat(names.asked).containsExactly("web");
        assertThat(first.backends()).hasSize(1);
        assertThat(second.backends()).hasSize(1);
    }

    @Test
    void aPoolThatIsConfiguredAnewKeepsWhatStays() {
        names.set("web", Answer.of(ips("10.0.0.1"), 60));
        BackendPool pool = watched("web:80", "127.0.0.1:81", "127.0.0.1:82");
        List<Backend> before = pool.backends();

        pool.configure(TestPools.config(OutlierConfig.DEFAULT, "127.0.0.1:82", "web:80"));
        resolver.watch(pool).join();

        assertThat(pool.backends()).containsExactly(before.get(2), before.get(0));
        assertThat(removed).containsExactly(before.get(1));
    }

    @Test
    void anotherPoolObjectOfTheSameNameTakesTheBackendsOver() {
        BackendPool old = watched("127.0.0.1:81", "127.0.0.1:82");
        List<Backend> before = old.backends();
        BackendPool renewed = watched("127.0.0.1:82");

        resolver.unwatch(old);

        assertThat(renewed.backends()).containsExactly(before.get(1));
        assertThat(removed).containsExactly(before.get(0));
    }

    @Test
    void forgetsANameThatNoPoolHas() {
        names.set("web", Answer.of(ips("10.0.0.1"), 1));
        BackendPool pool = watched("web:80");
        resolver.unwatch(pool);
        names.asked.clear();

        control.pass(Duration.ofMinutes(1));

        assertThat(names.asked).isEmpty();
        assertThat(pool.backends()).isEmpty();
    }

    private static BackendPool pool(String... addresses) {
        return TestPools.pool(OutlierConfig.DEFAULT, addresses);
    }

    private BackendPool watched(String... addresses) {
        BackendPool pool = pool(addresses);
        CompletableFuture<Void> done = resolver.watch(pool);
        control.pass(Duration.ZERO);
        assertThat(done).isCompleted();
        return pool;
    }

    private static List<String> labels(BackendPool pool) {
        return pool.backends().stream().map(Backend::label).toList();
    }

    private static List<InetAddress> ips(String... literals) {
        return Stream.of(literals)
                .map(NetUtil::createInetAddressFromIpAddressString)
                .toList();
    }

    /** Answers at once with what it was told last; a name that it was not told fails. */
    private static final class ScriptedNames implements NameLookup {
        private final Map<String, Answer> answers = new HashMap<>();
        private final List<String> asked = new ArrayList<>();

        void set(String name, Answer answer) {
            answers.put(name, answer);
        }

        @Override
        public void lookUp(String name, Consumer<Answer> done) {
            asked.add(name);
            done.accept(answers.getOrDefault(name, Answer.nothing("no such name")));
        }

        @Override
        public void close() {}
    }
}
