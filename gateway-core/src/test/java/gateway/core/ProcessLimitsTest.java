package gateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProcessLimitsTest {
    private static final String LIMITS = """
            Limit                     Soft Limit           Hard Limit           Units
            Max cpu time              unlimited            unlimited            seconds
            Max open files            20000                524288               files
            Max locked memory         8388608              8388608              bytes
            """;

    @Test
    void readsTheSoftLimitOfOpenFiles() {
        assertThat(ProcessLimits.openFiles(LIMITS)).isEqualTo(20000);
    }

    @Test
    void takesUnlimitedAndUnknownForNoLimit() {
        assertThat(ProcessLimits.openFiles(LIMITS.replace("20000 ", "unlimited ")))
                .isEqualTo(-1);
        assertThat(ProcessLimits.openFiles("")).isEqualTo(-1);
    }

    @Test
    void grantsAtLeastOneCpuAndNoMoreThanTheJvmSees() {
        assertThat(ProcessLimits.read().cpus())
                .isBetween(1, Runtime.getRuntime().availableProcessors());
    }
}
