package gateway.core.upstream.health;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.PoolConfig.OutlierConfig;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DownTimeTest {
    private static final double MIDDLE = 0.5;

    @Test
    void doublesFromTenSecondsToAMinute() {
        assertThat(seconds(1, MIDDLE)).isEqualTo(10);
        assertThat(seconds(2, MIDDLE)).isEqualTo(20);
        assertThat(seconds(3, MIDDLE)).isEqualTo(40);
        assertThat(seconds(4, MIDDLE)).isEqualTo(60);
        assertThat(seconds(1000, MIDDLE)).isEqualTo(60);
    }

    @Test
    void spreadsByAFifthToEitherSide() {
        assertThat(seconds(1, 0)).isEqualTo(8);
        assertThat(seconds(1, 1)).isEqualTo(12);
        assertThat(seconds(9, 1)).isEqualTo(72);
    }

    @Test
    void isExactWhereATimeIsConfigured() {
        OutlierConfig fixed = new OutlierConfig(3, Optional.of(Duration.ofSeconds(60)));

        assertThat(DownTime.nanos(fixed, 1, 0)).isEqualTo(Duration.ofSeconds(60).toNanos());
        assertThat(DownTime.nanos(fixed, 7, 1)).isEqualTo(Duration.ofSeconds(60).toNanos());
    }

    @Test
    void forgivesAnEjectionForEachHealthyMinute() {
        assertThat(DownTime.afterHealthy(3, Duration.ofSeconds(59).toNanos())).isEqualTo(3);
        assertThat(DownTime.afterHealthy(3, Duration.ofSeconds(61).toNanos())).isEqualTo(2);
        assertThat(DownTime.afterHealthy(3, Duration.ofDays(300).toNanos())).isEqualTo(0);
    }

    private static long seconds(int ejection, double random) {
        return Duration.ofNanos(DownTime.nanos(OutlierConfig.DEFAULT, ejection, random))
                .toSeconds();
    }
}
