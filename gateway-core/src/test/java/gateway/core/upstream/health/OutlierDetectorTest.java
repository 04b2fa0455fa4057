package gateway.core.upstream.health;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.http.FailureReason;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendHealth.State;
import gateway.core.upstream.BackendPool;
import gateway.core.upstream.ControlThread;
import gateway.core.upstream.TestPools;
import gateway.core.upstream.VirtualControlThread;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class OutlierDetectorTest {
    private static final OutlierConfig THREE_IN_A_ROW = new OutlierConfig(3, Optional.empty());
    private static final String[] ADDRESSES = {"127.0.0.1:1", "127.0.0.1:2"};

    private final VirtualControlThread control = new VirtualControlThread();
    private final BackendPool pool = TestPools.withBackends(THREE_IN_A_ROW, ADDRESSES);
    private final OutlierDetector detector = new OutlierDetector(pool, new Readmission(pool, control, () -> 0.5));
    private final Backend first = pool.backends().get(0);
    private final Backend second = pool.backends().get(1);

    @Test
    void ejectsAtOnceAfterFailuresInARow() {
        fail(first, 2);
        assertThat(first.isEjected()).isFalse();

        fail(first, 1);
        assertThat(first.isEjected()).isTrue();
        assertThat(second.isEjected()).isFalse();
    }

    @Test
    void startsCountingAgainAfterASuccess() {
        fail(first, 2);
        detector.succeeded(first, 200);
        fail(first, 2);

        assertThat(first.isEjected()).isFalse();
    }

    @Test
    void countsGatewayStatusesAsFailures() {
        detector.succeeded(first, 502);
        detector.succeeded(first, 503);
        detector.succeeded(first, 504);

        assertThat(first.isEjected()).isTrue();
    }

    @Test
    void takesAnErrorOfTheApplicationForASuccess() {
        fail(first, 2);
        detector.succeeded(first, 500);
        fail(first, 2);

        assertThat(first.isEjected()).isFalse();
    }

    @Test
    void ignoresWhatIsNotTheBackendsFault() {
        for (FailureReason reason : FailureReason.values()) {
            if (reason.side() != FailureReason.Side.UPSTREAM) {
                detector.failed(first, reason);
            }
        }

        assertThat(first.health().failuresInARow()).isZero();
    }

    @Test
    void triesABackendAgainWhenItsTimeIsOver() {
        fail(first, 3);

        control.pass(Duration.ofMillis(9_900));
        assertThat(first.isEjected()).isTrue();
        assertThat(first.admits()).isFalse();

        control.pass(Duration.ofMillis(200));
        assertThat(first.admits()).isTrue();
        assertThat(first.admits()).as("a second trial beside the first").isFalse();
    }

    @Test
    void takesABackendBackWhenItsTrialSucceeds() {
        fail(first, 3);
        control.pass(Duration.ofSeconds(11));
        first.admits();

        detector.succeeded(first, 200);

        assertThat(first.health().state()).isEqualTo(State.UP);
        assertThat(first.health().failuresInARow()).isZero();
    }

    @Test
    void leavesABackendOutForLongerWhenItsTrialFails() {
        fail(first, 3);
        control.pass(Duration.ofSeconds(11));
        first.admits();

        fail(first, 1);

        assertThat(first.isEjected()).isTrue();
        control.pass(Duration.ofSeconds(19));
        assertThat(first.isEjected()).isTrue();
        control.pass(Duration.ofSeconds(2));
        assertThat(first.isUp()).isTrue();
    }

    @Test
    void forgivesAfterHealthyMinutes() {
        fail(first, 3);
        control.pass(Duration.ofSeconds(11));
        detector.succeeded(first, 200);
        control.pass(Duration.ofMinutes(2));

        fail(first, 3);
        control.pass(Duration.ofSeconds(11));

        assertThat(first.isEjected()).isFalse();
    }

    @Test
    void givesAnotherRequestTheTrialThatHadNoOutcome() {
        fail(first, 3);
        control.pass(Duration.ofSeconds(11));
        assertThat(first.admits()).isTrue();

        control.pass(Duration.ofSeconds(3));
        assertThat(first.admits()).isFalse();

        control.pass(Duration.ofSeconds(10));
        assertThat(first.admits()).isTrue();
    }

    @Test
    void keepsTheLastBackendOfThePool() {
        fail(first, 3);
        fail(second, 100);

        assertThat(first.isEjected()).isTrue();
        assertThat(second.health().state()).isEqualTo(State.UP);
    }

    @Test
    void ejectsTheFormerlyLastOneOnceAnotherIsBack() {
        fail(first, 3);
        fail(second, 100);
        control.pass(Duration.ofSeconds(11));
        detector.succeeded(first, 200);

        fail(second, 1);

        assertThat(second.isEjected()).isTrue();
    }

    @Test
    void ignoresLateOutcomesOfAnEjectedBackend() {
        fail(first, 3);

        fail(first, 5);
        detector.succeeded(first, 200);

        assertThat(first.isEjected()).isTrue();
        control.pass(Duration.ofSeconds(11));
        assertThat(first.isUp()).as("up after the first step of 10 s").isTrue();
    }

    @Test
    void rebuildsTheBalancerOnceForSeveralChanges() {
        List<Integer> rebuilds = new ArrayList<>();
        BackendPool counted = new BackendPool(pool.config(), (config, backends) -> {
            rebuilds.add(backends.size());
            return (request, excluded) -> null;
        });
        counted.setBackends(TestPools.withBackends(THREE_IN_A_ROW, "127.0.0.1:1", "127.0.0.1:2", "127.0.0.1:3")
                .backends());
        rebuilds.clear();
        OutlierDetector several = new OutlierDetector(counted, control);

        for (int i = 0; i < 3; i++) {
            several.failed(counted.backends().get(0), FailureReason.CONNECT_REFUSED);
            several.failed(counted.backends().get(1), FailureReason.CONNECT_REFUSED);
        }
        control.pass(Duration.ofSeconds(1));

        assertThat(rebuilds).containsExactly(1);
    }

    @Test
    void doesNothingWhenSwitchedOff() {
        pool.configure(TestPools.config(OutlierConfig.OFF, ADDRESSES));

        fail(first, 1000);

        assertThat(first.isEjected()).isFalse();
    }

    @Test
    void putsABackendBackWithoutTrialWhenSwitchedOffMeanwhile() {
        fail(first, 3);
        pool.configure(TestPools.config(OutlierConfig.OFF, ADDRESSES));

        control.pass(Duration.ofSeconds(11));

        assertThat(first.health().state()).isEqualTo(State.UP);
    }

    @Test
    void leavesOneOfTwoWhenTwoLoopsEjectBothAtOnce() throws Exception {
        // What two threads may do to each other shows only now and then, so it is done often.
        for (int round = 0; round < 2000; round++) {
            BackendPool raced = TestPools.withBackends(new OutlierConfig(1, Optional.empty()), ADDRESSES);
            OutlierDetector judge = new OutlierDetector(raced, new IgnoringControl());
            CyclicBarrier start = new CyclicBarrier(2);
            Thread other = new Thread(() -> failTogether(judge, raced.backends().get(0), start));
            other.start();
            failTogether(judge, raced.backends().get(1), start);
            other.join();

            assertThat(raced.backends()).anyMatch(Backend::isUp);
        }
    }

    private void fail(Backend backend, int times) {
        for (int i = 0; i < times; i++) {
            detector.failed(backend, FailureReason.CONNECT_REFUSED);
        }
        control.pass(Duration.ZERO);
    }

    private static void failTogether(OutlierDetector judge, Backend backend, CyclicBarrier start) {
        try {
            start.await();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
        judge.failed(backend, FailureReason.CONNECT_REFUSED);
    }

    private static final class IgnoringControl implements ControlThread {
        @Override
        public long nanoTime() {
            return 0;
        }

        @Override
        public void execute(Runnable task) {}

        @Override
        public void schedule(Runnable task, long delayNanos) {}
    }
}
