package gateway.core.timer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TimerWheelTest {
    private static final long TICK = TimerWheel.TICK_NANOS;

    private final List<String> fired = new ArrayList<>();
    /** System.nanoTime may overflow; here it does. */
    private long now = Long.MAX_VALUE - Duration.ofMinutes(3).toNanos() - 12_345;

    private final TimerWheel wheel = new TimerWheel(() -> now);

    @Test
    void firesOnceAndNeverEarly() {
        arm("a", Duration.ofMillis(250));

        pass(Duration.ofMillis(249));
        assertThat(fired).isEmpty();
        pass(Duration.ofMillis(151));
        assertThat(fired).containsExactly("a");
        pass(Duration.ofMinutes(2));
        assertThat(fired).containsExactly("a");
        assertThat(wheel.isEmpty()).isTrue();
    }

    @Test
    void anEarlierTimeTakesEffect() {
        Named a = arm("a", Duration.ofSeconds(30));

        wheel.arm(a, Duration.ofMillis(200).toNanos());
        pass(Duration.ofMillis(300));

        assertThat(fired).containsExactly("a");
    }

    @Test
    void aLaterTimeTakesEffect() {
        Named a = arm("a", Duration.ofMillis(200));
        pass(Duration.ofMillis(100));

        wheel.arm(a, Duration.ofSeconds(1).toNanos());
        pass(Duration.ofMillis(900));
        assertThat(fired).isEmpty();

        pass(Duration.ofMillis(200));
        assertThat(fired).containsExactly("a");
    }

    @Test
    void aDisarmedDeadlineLeavesTheWheelWhenItsSlotComes() {
        Named a = arm("a", Duration.ofMillis(200));

        wheel.disarm(a);

        assertThat(a.isArmed()).isFalse();
        pass(Duration.ofMillis(400));
        assertThat(fired).isEmpty();
        assertThat(wheel.isEmpty()).isTrue();
    }

    @Test
    void aForgottenDeadlineLeavesTheWheelAtOnce() {
        Named a = arm("a", Duration.ofMillis(200));
        Named b = arm("b", Duration.ofMillis(200));

        wheel.forget(a);
        wheel.forget(b);

        assertThat(wheel.isEmpty()).isTrue();
    }

    @Test
    void farBeyondTheHorizonFiresInTime() {
        arm("a", Duration.ofMinutes(10));

        pass(Duration.ofMillis(10 * 60_000 - 1));
        assertThat(fired).isEmpty();

        pass(Duration.ofMillis(101));
        assertThat(fired).containsExactly("a");
    }

    @Test
    void neverIsNever() {
        Named a = arm("a", Duration.ofMillis(100));

        wheel.arm(a, Long.MAX_VALUE);
        pass(Duration.ofHours(1));

        assertThat(fired).isEmpty();
    }

    @Test
    void onePauseOfManyTurnsFiresAllThatIsDueAndNothingElse() {
        for (int i = 0; i < 2000; i++) {
            arm("in " + i, Duration.ofMillis(i * 100L));
        }
        arm("later", Duration.ofHours(2));

        now += Duration.ofHours(1).toNanos();
        wheel.tick();

        assertThat(fired).hasSize(2000).doesNotContain("later");
    }

    @Test
    void callbacksMayArmDisarmAndForgetOthersOfTheirSlot() {
        Named other = new Named("other", () -> {});
        Named forgotten = new Named("forgotten", () -> {});
        Named again = new Named("again", () -> {});
        Runnable change = () -> {
            wheel.disarm(other);
            wheel.forget(forgotten);
            wheel.arm(again, 0);
        };
        Named first = new Named("first", change);
        Named last = new Named("last", change);
        for (Named each : List.of(first, other, forgotten, again, last)) {
            wheel.arm(each, TICK);
        }

        pass(Duration.ofMillis(200));

        // Whichever end of the slot fires first disarms the two before they can fire.
        assertThat(fired).contains("first", "last").doesNotContain("other", "forgotten");
        pass(Duration.ofMillis(200));
        assertThat(fired).contains("again");
        assertThat(wheel.isEmpty()).isTrue();
    }

    @Test
    void aDeadlineThatArmsItselfForNowFiresOncePerTick() {
        Named[] self = new Named[1];
        self[0] = new Named("a", () -> wheel.arm(self[0], 0));
        wheel.arm(self[0], TICK);

        now += 5 * TICK;
        wheel.tick();

        assertThat(fired).hasSizeBetween(1, 5);
    }

    @Test
    void aDeadlineThatThrowsKeepsNoOtherFromFiring() {
        for (int i = 0; i < 5; i++) {
            String name = "bug " + i;
            wheel.arm(
                    new Named(name, () -> {
                        throw new IllegalArgumentException(name);
                    }),
                    TICK);
            arm("good " + i, Duration.ofMillis(100));
        }
        arm("next slot", Duration.ofMillis(200));
        now += 4 * TICK;

        assertThatThrownBy(wheel::tick).isInstanceOf(IllegalArgumentException.class);

        assertThat(fired).hasSize(11);
        now += TICK;
        wheel.tick();
        assertThat(wheel.isEmpty()).isTrue();
    }

    /** The wheel against a list that is searched: each deadline fires at its time or at most two ticks later, never twice. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void behavesAsASearchedListOfDeadlines(long seed) {
        Random random = new Random(seed);
        Map<Named, Long> due = new HashMap<>();
        List<Named> all = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Named[] self = new Named[1];
            self[0] = new Named("d" + i, () -> {
                assertThat(due).as("fired without being armed").containsKey(self[0]);
                long at = Objects.requireNonNull(due.remove(self[0]));
                assertThat(now - at).as("early").isNotNegative();
                change(all.get(random.nextInt(all.size())), due, random);
            });
            all.add(self[0]);
        }

        for (int step = 0; step < 5000; step++) {
            change(all.get(random.nextInt(all.size())), due, random);
            if (random.nextInt(3) == 0) {
                now += random.nextInt(100) == 0 ? random.nextLong(200_000 * 1_000_000L) : random.nextLong(3 * TICK);
                wheel.tick();
                long late = now - 2 * TICK;
                assertThat(due.values()).allSatisfy(at -> assertThat(at - late).isNotNegative());
            }
            all.forEach(each -> assertThat(each.isArmed()).isEqualTo(due.containsKey(each)));
        }
    }

    private void change(Named deadline, Map<Named, Long> due, Random random) {
        switch (random.nextInt(8)) {
            case 0 -> {
                wheel.disarm(deadline);
                due.remove(deadline);
            }
            case 1 -> {
                wheel.forget(deadline);
                due.remove(deadline);
            }
            default -> {
                long delay = random.nextLong(random.nextBoolean() ? 5 * TICK : 1000 * TICK);
                wheel.arm(deadline, delay);
                due.put(deadline, now + delay);
            }
        }
    }

    private Named arm(String name, Duration delay) {
        Named deadline = new Named(name, () -> {});
        wheel.arm(deadline, delay.toNanos());
        return deadline;
    }

    private void pass(Duration time) {
        long end = now + time.toNanos();
        while (end - now > TICK) {
            now += TICK;
            wheel.tick();
        }
        now = end;
        wheel.tick();
    }

    private final class Named extends Deadline {
        private final String name;
        private final Runnable action;

        Named(String name, Runnable action) {
            this.name = name;
            this.action = action;
        }

        @Override
        protected void onDeadline() {
            fired.add(name);
            action.run();
        }
    }
}
