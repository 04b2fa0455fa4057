package gateway.core.downstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BodyPaceTest {
    private final BodyPace pace = new BodyPace();
    private long seconds = -3;

    @BeforeEach
    void begin() {
        pace.begin();
    }

    @Test
    void aByteASecondIsTooSlowAfterTenSeconds() {
        assertThat(secondsUntilTooSlow(1)).isEqualTo(10);
    }

    @Test
    void twoHundredAndFortyBytesASecondAreEnough() {
        assertThat(secondsUntilTooSlow(240)).isEqualTo(-1);
    }

    @Test
    void aFastBeginningEarnsNothing() {
        part(1, 1_000_000);

        assertThat(secondsUntilTooSlow(1)).isBetween(10, 20);
    }

    @Test
    void theTimeBeforeTheFirstPartDoesNotCount() {
        seconds += 25;

        assertThat(part(0, 5)).isFalse();
        assertThat(part(9, 5)).isFalse();
    }

    @Test
    void theTimeInWhichTheClientHadToWaitDoesNotCount() {
        part(0, 5);
        pace.resume();

        assertThat(part(30, 5)).isFalse();
    }

    @Test
    void aClientThatHasItsAnswerMayTakeItsTime() {
        pace.end();

        assertThat(secondsUntilTooSlow(1)).isEqualTo(-1);
    }

    private int secondsUntilTooSlow(int bytesPerSecond) {
        part(0, bytesPerSecond);
        for (int i = 1; i < 100; i++) {
            if (part(1, bytesPerSecond)) {
                return i;
            }
        }
        return -1;
    }

    private boolean part(int secondsLater, int size) {
        seconds += secondsLater;
        return pace.isTooSlow(TimeUnit.SECONDS.toNanos(seconds), size);
    }
}
