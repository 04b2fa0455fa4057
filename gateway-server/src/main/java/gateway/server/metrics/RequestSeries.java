package gateway.server.metrics;

import gateway.core.http.FailureReason;
import io.prometheus.metrics.model.registry.MultiCollector;
import io.prometheus.metrics.model.snapshots.CounterSnapshot;
import io.prometheus.metrics.model.snapshots.GaugeSnapshot;
import io.prometheus.metrics.model.snapshots.HistogramSnapshot;
import io.prometheus.metrics.model.snapshots.Labels;
import io.prometheus.metrics.model.snapshots.MetricSnapshots;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;

/**
 * Families about requests: adds the cells of all event loops up when Prometheus asks. A series is shown when the configuration
 * asks for it, or when it was used under it.
 */
final class RequestSeries implements MultiCollector {
    private static final int ROUTED_ZERO = RequestOutcome.of("HTTP/1.1", "GET", 200, null);
    private static final int UNROUTED_ZERO =
            RequestOutcome.of("HTTP/1.1", "GET", FailureReason.NO_ROUTE.status(), FailureReason.NO_ROUTE);

    private final Supplier<List<LoopCells>> loops;
    private final Supplier<ConfiguredSeries> configured;

    RequestSeries(Supplier<List<LoopCells>> loops, Supplier<ConfiguredSeries> configured) {
        this.loops = loops;
        this.configured = configured;
    }

    @Override
    public MetricSnapshots collect() {
        ConfiguredSeries series = configured.get();
        Map<RouteKey, RouteSum> routes = new LinkedHashMap<>();
        Map<String, ListenerSum> listeners = new LinkedHashMap<>();
        series.routes().forEach(key -> routes.put(key, new RouteSum()));
        series.listeners().forEach(name -> listeners.put(name, new ListenerSum()));
        for (LoopCells loop : loops.get()) {
            loop.routes().forEach(cells -> add(cells, series, routes));
            for (ListenerCells cells : loop.listeners()) {
                if (cells.generation == series.generation() || listeners.containsKey(cells.listener)) {
                    listeners
                            .computeIfAbsent(cells.listener, name -> new ListenerSum())
                            .add(cells);
                    add(cells.unrouted, series, routes);
                }
            }
        }
        return MetricSnapshots.builder()
                .metricSnapshot(requests(routes))
                .metricSnapshot(durations(routes))
                .metricSnapshot(retries(series, routes))
                .metricSnapshot(overheads(listeners))
                .metricSnapshot(inFlight(listeners))
                .metricSnapshot(bytesReceived(listeners))
                .metricSnapshot(bytesSent(listeners))
                .build();
    }

    private static void add(RouteCells cells, ConfiguredSeries series, Map<RouteKey, RouteSum> routes) {
        if (cells.generation == series.generation() || routes.containsKey(cells.key)) {
            routes.computeIfAbsent(cells.key, key -> new RouteSum()).add(cells);
        }
    }

    private static CounterSnapshot requests(Map<RouteKey, RouteSum> routes) {
        CounterSnapshot.Builder family = CounterSnapshot.builder()
                .name("gateway_requests")
                .help("Requests that ended; reason is empty when all went well");
        routes.forEach((key, sum) -> {
            sum.outcomes.putIfAbsent(key.isUnrouted() ? UNROUTED_ZERO : ROUTED_ZERO, 0L);
            sum.outcomes.forEach(
                    (outcome, count) -> family.dataPoint(Points.count(RequestOutcome.labels(key, outcome), count)));
        });
        return family.build();
    }

    private static HistogramSnapshot durations(Map<RouteKey, RouteSum> routes) {
        HistogramSnapshot.Builder family = HistogramSnapshot.builder()
                .name("gateway_request_duration_seconds")
                .help("From the request's head to the end of the response, all tries together");
        // The name of a route may occur on several listeners and hosts.
        Map<String, HistogramSum> byRoute = new LinkedHashMap<>();
        routes.forEach((key, sum) -> {
            HistogramSum route =
                    byRoute.computeIfAbsent(key.route(), name -> new HistogramSum(HistogramCell.DURATIONS));
            sum.durations.forEach(route::add);
        });
        byRoute.forEach((route, sum) -> family.dataPoint(sum.snapshot(Labels.of("route", route))));
        return family.build();
    }

    private static CounterSnapshot retries(ConfiguredSeries series, Map<RouteKey, RouteSum> routes) {
        CounterSnapshot.Builder family = CounterSnapshot.builder()
                .name("gateway_upstream_retries")
                .help("Tries after the first one of a request");
        Map<String, Long> byPool = new LinkedHashMap<>();
        series.pools().forEach(pool -> byPool.put(pool, 0L));
        routes.forEach((key, sum) -> {
            if (!key.pool().isEmpty()) {
                byPool.merge(key.pool(), sum.retries, Long::sum);
            }
        });
        byPool.forEach((pool, count) -> family.dataPoint(Points.count(Labels.of("pool", pool), count)));
        return family.build();
    }

    private static HistogramSnapshot overheads(Map<String, ListenerSum> listeners) {
        HistogramSnapshot.Builder family = HistogramSnapshot.builder()
                .name("gateway_overhead_seconds")
                .help(
                        "The gateway's own share before the backend: from the request's head until an open connection takes it,"
                                + " or a new one is asked for; requests that were tried once");
        listeners.forEach((name, sum) -> family.dataPoint(sum.overhead.snapshot(Labels.of("listener", name))));
        return family.build();
    }

    private static GaugeSnapshot inFlight(Map<String, ListenerSum> listeners) {
        GaugeSnapshot.Builder family =
                GaugeSnapshot.builder().name("gateway_requests_in_flight").help("Requests that have not ended");
        listeners.forEach(
                (name, sum) -> family.dataPoint(Points.gauge(Labels.of("listener", name), Math.max(0, sum.inFlight))));
        return family.build();
    }

    private static CounterSnapshot bytesReceived(Map<String, ListenerSum> listeners) {
        CounterSnapshot.Builder family =
                CounterSnapshot.builder().name("gateway_bytes_received").help("Bytes of request bodies");
        listeners.forEach(
                (name, sum) -> family.dataPoint(Points.count(Labels.of("listener", name), sum.bytesReceived)));
        return family.build();
    }

    private static CounterSnapshot bytesSent(Map<String, ListenerSum> listeners) {
        CounterSnapshot.Builder family =
                CounterSnapshot.builder().name("gateway_bytes_sent").help("Bytes of response bodies");
        listeners.forEach((name, sum) -> family.dataPoint(Points.count(Labels.of("listener", name), sum.bytesSent)));
        return family.build();
    }

    /** A route's cells of all loops. */
    private static final class RouteSum {
        final Map<Integer, Long> outcomes = new TreeMap<>();
        final List<HistogramCell> durations = new ArrayList<>();
        long retries;

        void add(RouteCells cells) {
            cells.outcomes.forEach((outcome, count) -> outcomes.merge(outcome, count, Long::sum));
            durations.add(cells.duration);
            retries += cells.retries;
        }
    }

    /** A listener's cells of all loops. */
    private static final class ListenerSum {
        final HistogramSum overhead = new HistogramSum(HistogramCell.OVERHEADS);
        long inFlight;
        long bytesReceived;
        long bytesSent;

        void add(ListenerCells cells) {
            overhead.add(cells.overhead);
            inFlight += cells.inFlight;
            bytesReceived += cells.bytesReceived;
            bytesSent += cells.bytesSent;
        }
    }
}
