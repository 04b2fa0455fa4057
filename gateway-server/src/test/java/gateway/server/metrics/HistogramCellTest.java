package gateway.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HistogramCellTest {
    private final HistogramCell cell = new HistogramCell(HistogramCell.DURATIONS);

    @Test
    void aBoundBelongsToTheBucketBelowIt() {
        cell.observe(1_000_000);
        cell.observe(1_000_001);

        assertThat(cell.count(0)).isEqualTo(1);
        assertThat(cell.count(1)).isEqualTo(1);
    }

    @Test
    void whatIsAboveAllBoundsIsCountedToo() {
        cell.observe(Long.MAX_VALUE / 2);

        assertThat(cell.count(HistogramCell.DURATIONS.length)).isEqualTo(1);
    }

    @Test
    void aClockThatStepsBackMakesNoNegativeSum() {
        cell.observe(-5);

        assertThat(cell.count(0)).isEqualTo(1);
        assertThat(cell.sumNanos()).isZero();
    }
}
