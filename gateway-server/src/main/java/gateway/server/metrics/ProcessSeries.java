package gateway.server.metrics;

import gateway.core.config.GatewayConfig;
import gateway.server.config.ConfigHash;
import io.netty.util.Version;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot;
import io.prometheus.metrics.model.snapshots.InfoSnapshot.InfoDataPointSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** Families about the process as a whole: build, configuration, event loops, log. Used by one thread at a time. */
final class ProcessSeries implements MultiCollector {
    private final Supplier<GatewaySource> source;
    private final Supplier<ConfiguredSeries> configured;
    private final Supplier<ReloadCounts> reloads;
    private final LongSupplier droppedLines;
    private final LongSupplier droppedLogLines;
    private int hashedGeneration;
    private String hash = "";

    ProcessSeries(
            Supplier<GatewaySource> source,
            Supplier<ConfiguredSeries> configured,
            Supplier<ReloadCounts> reloads,
            LongSupplier droppedLines,
            LongSupplier droppedLogLines) {
        this.source = source;
        this.configured = configured;
        this.reloads = reloads;
        this.droppedLines = droppedLines;
        this.droppedLogLines = droppedLogLines;
    }

    @Override
    public MetricSnapshots collect() {
        ReloadCounts current = reloads.get();
        MetricSnapshots.Builder families = MetricSnapshots.builder()
                .metricSnapshot(reloads(current))
                .metricSnapshot(gauge(
                        "gateway_config_last_reload_successful",
                        "1 unless the last reload was refused",
                        current.isLastSuccessful() ? 1 : 0))
                .metricSnapshot(gauge(
                        "gateway_config_last_reload_timestamp_seconds",
                        "When the configuration in use was taken over",
                        current.lastSuccessMillis() / 1e3))
                .metricSnapshot(busyRatios())
                .metricSnapshot(build())
                .metricSnapshot(lostLines("gateway_access_log_dropped", "access log", droppedLines))
                .metricSnapshot(lostLines("gateway_log_dropped", "application log", droppedLogLines));
        ConfiguredSeries series = configured.get();
        GatewayConfig config = series.config();
        if (config != null) {
            families.metricSnapshot(info(
                    "gateway_config",
                    "The configuration in use; gateways with the same hash run on the same one",
                    Labels.of("hash", hash(config, series.generation()))));
        }
        return families.build();
    }

    private static CounterSnapshot lostLines(String name, String log, LongSupplier count) {
        return CounterSnapshot.builder()
                .name(name)
                .help("Lines of the " + log + " that were lost because nobody took them fast enough")
                .dataPoint(Points.count(Labels.EMPTY, count.getAsLong()))
                .build();
    }

    private static CounterSnapshot reloads(ReloadCounts reloads) {
        return CounterSnapshot.builder()
                .name("gateway_config_reloads")
                .help("Reloads of the configuration")
                .dataPoint(Points.count(Labels.of("result", "success"), reloads.succeeded()))
                .dataPoint(Points.count(Labels.of("result", "failure"), reloads.failed()))
                .build();
    }

    private GaugeSnapshot busyRatios() {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder()
                .name("gateway_event_loop_busy_ratio")
                .help("Share of the time that the event loop was busy, since it was last asked");
        double[] ratios = source.get().busyRatios().get();
        for (int loop = 0; loop < ratios.length; loop++) {
            family.dataPoint(Points.gauge(Labels.of("loop", Integer.toString(loop)), ratios[loop]));
        }
        return family.build();
    }

    private InfoSnapshot build() {
        String version = ProcessSeries.class.getPackage().getImplementationVersion();
        Version netty = Version.identify().get("netty-common");
        return info(
                "gateway_build",
                "What this process is made of",
                Labels.of(
                        "version",
                        version == null ? "dev" : version,
                        "java",
                        Runtime.version().toString(),
                        "netty",
                        netty == null ? "unknown" : netty.artifactVersion(),
                        "transport",
                        source.get().transport()));
    }

    private static InfoSnapshot info(String name, String help, Labels labels) {
        return InfoSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(InfoDataPointSnapshot.builder().labels(labels).build())
                .build();
    }

    private static GaugeSnapshot gauge(String name, String help, double value) {
        return GaugeSnapshot.builder()
                .name(name)
                .help(help)
                .dataPoint(Points.gauge(Labels.EMPTY, value))
                .build();
    }

    /** Computed once per configuration: a large one takes longer than all the rest of a scrape. */
    private String hash(GatewayConfig config, int generation) {
        if (generation != hashedGeneration) {
            hash = ConfigHash.of(config);
            hashedGeneration = generation;
        }
        return hash;
    }
}
