package gateway.server.metrics;

import io.prometheus.metrics.model.snapshots.ClassicHistogramBuckets;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot.HistogramDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;

/** The cells of one histogram, added up over the event loops when somebody reads it. */
final class HistogramSum {
    private final double[] bounds;
    private final long[] counts;
    private double sum;

    HistogramSum(long[] boundsNanos) {
        bounds = new double[boundsNanos.length + 1];
        for (int i = 0; i < boundsNanos.length; i++) {
            bounds[i] = boundsNanos[i] / 1e9;
        }
        bounds[boundsNanos.length] = Double.POSITIVE_INFINITY;
        counts = new long[bounds.length];
    }

    void add(HistogramCell cell) {
        for (int i = 0; i < counts.length; i++) {
            counts[i] += cell.count(i);
        }
        sum += cell.sumNanos() / 1e9;
    }

    HistogramDataPointSnapshot snapshot(Labels labels) {
        return HistogramDataPointSnapshot.builder()
                .labels(labels)
                .classicHistogramBuckets(ClassicHistogramBuckets.of(bounds, counts))
                .sum(sum)
                .build();
    }
}
