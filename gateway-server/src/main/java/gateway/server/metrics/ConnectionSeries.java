package gateway.server.metrics;

import gateway.core.downstream.ListenerStats;
import gateway.core.http2.Flood;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendPool;
import gateway.core.upstream.BackendStats;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/** Families about connections and backends, from the counts that core keeps. Used by one thread at a time. */
final class ConnectionSeries implements MultiCollector {
    private final Supplier<GatewaySource> source;
    private final Supplier<ConfiguredSeries> configured;
    private final Map<BackendKey, ConnectionTotals> backends = new LinkedHashMap<>();

    ConnectionSeries(Supplier<GatewaySource> source, Supplier<ConfiguredSeries> configured) {
        this.source = source;
        this.configured = configured;
    }

    @Override
    public MetricSnapshots collect() {
        Set<BackendKey> up = new HashSet<>();
        seeBackends(up);
        return MetricSnapshots.builder()
                .metricSnapshot(accepted())
                .metricSnapshot(open())
                .metricSnapshot(floods())
                .metricSnapshot(refused())
                .metricSnapshot(up(up))
                .metricSnapshot(states())
                .metricSnapshot(
                        total("opened", "Connections to the backend that were opened", ConnectionTotals::opened))
                .metricSnapshot(total("reused", "Requests that found an idle connection", ConnectionTotals::reused))
                .metricSnapshot(total("closed", "Connections to the backend that ended", ConnectionTotals::closed))
                .build();
    }

    /** Brings the totals up to date, and collects who is up: a name is up when one of its addresses is. */
    private void seeBackends(Set<BackendKey> up) {
        Map<BackendKey, Set<BackendStats>> current = new LinkedHashMap<>();
        configured.get().backends().forEach(key -> current.put(key, identitySet()));
        for (BackendPool pool : source.get().pools().get()) {
            for (Backend backend : pool.backends()) {
                BackendKey key = BackendKey.of(backend);
                current.computeIfAbsent(key, absent -> identitySet()).add(backend.stats());
                if (backend.isUp()) {
                    up.add(key);
                }
            }
        }
        backends.keySet().retainAll(current.keySet());
        current.forEach((key, stats) ->
                backends.computeIfAbsent(key, absent -> new ConnectionTotals()).see(stats));
    }

    private CounterSnapshot accepted() {
        CounterSnapshot.Builder family = CounterSnapshot.builder()
                .name("gateway_connections_accepted")
                .help("Client connections that were accepted");
        for (ListenerStats stats : source.get().listeners().get()) {
            family.dataPoint(Points.count(Labels.of("listener", stats.listener()), stats.accepted()));
        }
        return family.build();
    }

    private GaugeSnapshot open() {
        GaugeSnapshot.Builder family =
                GaugeSnapshot.builder().name("gateway_connections").help("Client connections that are open");
        for (ListenerStats stats : source.get().listeners().get()) {
            family.dataPoint(Points.gauge(Labels.of("listener", stats.listener()), stats.open()));
        }
        return family.build();
    }

    private CounterSnapshot floods() {
        CounterSnapshot.Builder family = CounterSnapshot.builder()
                .name("gateway_http2_floods")
                .help("HTTP/2 connections that were ended because the client did too much of this");
        for (ListenerStats stats : source.get().listeners().get()) {
            for (Flood kind : Flood.values()) {
                Labels labels = Labels.of("listener", stats.listener(), "kind", kind.label());
                family.dataPoint(Points.count(labels, stats.floods(kind)));
            }
        }
        return family.build();
    }

    private CounterSnapshot refused() {
        CounterSnapshot.Builder family = CounterSnapshot.builder()
                .name("gateway_proxy_protocol_refused")
                .help("Client connections that were closed for want of a good PROXY protocol header");
        for (ListenerStats stats : source.get().listeners().get()) {
            Labels labels = Labels.of("listener", stats.listener());
            family.dataPoint(Points.count(labels.add("cause", "late"), stats.proxyLate()));
            family.dataPoint(Points.count(labels.add("cause", "malformed"), stats.proxyMalformed()));
            family.dataPoint(Points.count(labels.add("cause", "unlisted"), stats.proxyUnlisted()));
        }
        return family.build();
    }

    private GaugeSnapshot up(Set<BackendKey> up) {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder()
                .name("gateway_backend_up")
                .help("1 when the backend gets requests; of several addresses one is enough");
        backends.keySet().forEach(key -> family.dataPoint(Points.gauge(labels(key), up.contains(key) ? 1 : 0)));
        return family.build();
    }

    private GaugeSnapshot states() {
        GaugeSnapshot.Builder family = GaugeSnapshot.builder()
                .name("gateway_upstream_connections")
                .help("Connections to the backend by what they do");
        backends.forEach((key, totals) -> {
            family.dataPoint(Points.gauge(labels(key).add("state", "active"), totals.active()));
            family.dataPoint(Points.gauge(labels(key).add("state", "connecting"), totals.connecting()));
            family.dataPoint(Points.gauge(labels(key).add("state", "idle"), totals.idle()));
        });
        return family.build();
    }

    private CounterSnapshot total(String name, String help, ToLongFunction<ConnectionTotals> value) {
        CounterSnapshot.Builder family = CounterSnapshot.builder()
                .name("gateway_upstream_connections_" + name)
                .help(help);
        backends.forEach((key, totals) -> family.dataPoint(Points.count(labels(key), value.applyAsLong(totals))));
        return family.build();
    }

    private static Set<BackendStats> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }

    private static Labels labels(BackendKey key) {
        return Labels.of("pool", key.pool(), "backend", key.backend());
    }
}
