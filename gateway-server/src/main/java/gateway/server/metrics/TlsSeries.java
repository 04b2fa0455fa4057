package gateway.server.metrics;

import gateway.core.Gateway.CertificateStatus;
import gateway.core.downstream.HandshakeCounts.Version;
import gateway.core.downstream.HandshakeResult;
import gateway.core.downstream.ListenerStats;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;
import java.util.function.Supplier;

/** Families about TLS with clients, from the counts that core keeps. A listener without TLS has none. Used by one thread at a time. */
final class TlsSeries implements MultiCollector {
    private final Supplier<GatewaySource> source;

    TlsSeries(Supplier<GatewaySource> source) {
        this.source = source;
    }

    @Override
    public MetricSnapshots collect() {
        return MetricSnapshots.builder()
                .metricSnapshot(handshakes())
                .metricSnapshot(expiry())
                .metricSnapshot(errors())
                .build();
    }

    private CounterSnapshot handshakes() {
        CounterSnapshot.Builder family = CounterSnapshot.builder()
                .name("gateway_tls_handshakes")
                .help("TLS handshakes with clients; those that failed have no version");
        Set<String> withTls = new HashSet<>();
        source.get().certificates().get().forEach(certificate -> withTls.add(certificate.listener()));
        for (ListenerStats stats : source.get().listeners().get()) {
            if (withTls.contains(stats.listener())) {
                addHandshakes(stats, family);
            }
        }
        return family.build();
    }

    private static void addHandshakes(ListenerStats stats, CounterSnapshot.Builder family) {
        for (Version version : Version.values()) {
            for (boolean resumed : new boolean[] {false, true}) {
                family.dataPoint(Points.count(
                        labels(stats, text(version), HandshakeResult.OK, resumed), stats.handshakes(version, resumed)));
            }
        }
        for (HandshakeResult result : HandshakeResult.values()) {
            if (result != HandshakeResult.OK) {
                family.dataPoint(Points.count(labels(stats, "", result, false), stats.failedHandshakes(result)));
            }
        }
    }

    private static Labels labels(ListenerStats stats, String version, HandshakeResult result, boolean resumed) {
        return Labels.of(
                "listener",
                stats.listener(),
                "version",
                version,
                "result",
                result.name().toLowerCase(Locale.ROOT),
                "resumed",
                Boolean.toString(resumed));
    }

    private static String text(Version version) {
        return switch (version) {
            case TLS_1_2 -> "1.2";
            case TLS_1_3 -> "1.3";
        };
    }

    private GaugeSnapshot expiry() {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder()
                .name("gateway_tls_certificate_expiry_timestamp_seconds")
                .help("When the certificate of this file expires, in seconds since 1970");
        Set<Labels> seen = new HashSet<>();
        for (CertificateStatus each : source.get().certificates().get()) {
            Labels labels = Labels.of("listener", each.listener(), "certificate", each.file());
            // The same file may be given twice, with two policies.
            if (seen.add(labels)) {
                family.dataPoint(Points.gauge(labels, each.notAfter().getEpochSecond()));
            }
        }
        return family.build();
    }

    private CounterSnapshot errors() {
        return CounterSnapshot.builder()
                .name("gateway_tls_reload_errors")
                .help("Changed certificate files that could not be used")
                .dataPoint(Points.count(
                        Labels.EMPTY, source.get().certificateErrors().getAsLong()))
                .build();
    }
}
