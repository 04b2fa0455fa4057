package gateway.server.metrics;

import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/** Families about tries on backends: adds the cells of all event loops up when Prometheus asks. */
final class AttemptSeries implements MultiCollector {
    private final Supplier<List<LoopCells>> loops;
    private final Supplier<ConfiguredSeries> configured;

    AttemptSeries(Supplier<List<LoopCells>> loops, Supplier<ConfiguredSeries> configured) {
        this.loops = loops;
        this.configured = configured;
    }

    @Override
    public MetricSnapshots collect() {
        ConfiguredSeries series = configured.get();
        Map<BackendKey, BackendSum> backends = new LinkedHashMap<>();
        series.backends().forEach(key -> backends.put(key, new BackendSum()));
        for (LoopCells loop : loops.get()) {
            for (BackendCells cells : loop.backends()) {
                if (cells.generation == series.generation() || backends.containsKey(cells.key)) {
                    backends.computeIfAbsent(cells.key, key -> new BackendSum()).add(cells);
                }
            }
        }
        return MetricSnapshots.of(attempts(backends), requests(backends), connects(backends));
    }

    private static CounterSnapshot attempts(Map<BackendKey, BackendSum> backends) {
        CounterSnapshot.Builder family = CounterSnapshot.builder()
                .name("gateway_upstream_attempts")
                .help("Tries on a backend by what became of them");
        backends.forEach((key, sum) -> {
            for (AttemptResult result : AttemptResult.values()) {
                Labels labels = Labels.of("pool", key.pool(), "backend", key.backend(), "outcome", result.label);
                family.dataPoint(Points.count(labels, sum.attempts[result.index]));
            }
        });
        return family.build();
    }

    private static HistogramSnapshot requests(Map<BackendKey, BackendSum> backends) {
        HistogramSnapshot.Builder family = HistogramSnapshot.builder()
                .name("gateway_upstream_request_duration_seconds")
                .help("From a connection to the backend until the head of its response");
        backends.forEach((key, sum) -> family.dataPoint(sum.request.snapshot(labels(key))));
        return family.build();
    }

    private static HistogramSnapshot connects(Map<BackendKey, BackendSum> backends) {
        HistogramSnapshot.Builder family = HistogramSnapshot.builder()
                .name("gateway_upstream_connect_duration_seconds")
                .help("Until a new connection to the backend was open");
        backends.forEach((key, sum) -> family.dataPoint(sum.connect.snapshot(labels(key))));
        return family.build();
    }

    private static Labels labels(BackendKey key) {
        return Labels.of("pool", key.pool(), "backend", key.backend());
    }

    /** A backend's cells of all loops. */
    private static final class BackendSum {
        final long[] attempts = new long[AttemptResult.COUNT];
        final HistogramSum request = new HistogramSum(HistogramCell.DURATIONS);
        final HistogramSum connect = new HistogramSum(HistogramCell.DURATIONS);

        void add(BackendCells cells) {
            for (int i = 0; i < attempts.length; i++) {
                attempts[i] += cells.attempts[i];
            }
            request.add(cells.request);
            connect.add(cells.connect);
        }
    }
}
