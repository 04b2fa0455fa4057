package gateway.server.metrics;

import gateway.core.Gateway;
import gateway.core.config.GatewayConfig;
import gateway.core.http.FailureReason;
import gateway.core.proxy.ExchangeListener;
import gateway.core.proxy.ExchangeView;
import gateway.core.upstream.Backend;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts exchanges and answers Prometheus. An event loop counts into cells of its own, without locks and, after its first
 * requests, without allocation; a scrape adds them up. Exists before the gateway that it is bound to later.
 *
 * <p>The methods of {@link ExchangeListener} are called by event loops, the others by any other thread. A scrape takes
 * milliseconds, the first one some hundred.
 */
public final class PrometheusMetrics implements ExchangeListener, AutoCloseable {
    static final String TEXT = "text/plain; version=0.0.4; charset=utf-8";
    static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private static final int MAX_LOOPS = 1024;

    /** Made by their loop at its first request. */
    private final AtomicReferenceArray<@Nullable LoopCells> loops = new AtomicReferenceArray<>(MAX_LOOPS);

    private volatile ConfiguredSeries configured = ConfiguredSeries.NONE;
    private volatile GatewaySource source = GatewaySource.NONE;
    private volatile ReloadCounts reloads = ReloadCounts.none(System.currentTimeMillis());
    private volatile LongSupplier droppedLines = () -> 0;
    private volatile LongSupplier droppedLogLines = () -> 0;
    private @Nullable ColdMeters meters;

    /** From now on the series of its configuration exist, and its connections and backends are shown. */
    public void bind(Gateway gateway) {
        bind(GatewaySource.of(gateway));
        configured(gateway.config());
    }

    /** After a reload: the series of this configuration exist from now on; those of removed routes and backends go. */
    public synchronized void configured(GatewayConfig config) {
        configured = configured.next(config);
    }

    /** A reload was taken over or refused. */
    public synchronized void configReload(boolean ok) {
        reloads = ok ? reloads.success(System.currentTimeMillis()) : reloads.failure();
    }

    /** Where to read how many lines the access log has lost. */
    public void accessLog(LongSupplier dropped) {
        droppedLines = dropped;
    }

    /** Where to read how many lines the application log has lost. */
    public void applicationLog(LongSupplier dropped) {
        droppedLogLines = dropped;
    }

    @Override
    public void onExchangeStart(ExchangeView exchange) {
        cells(exchange).started(exchange);
    }

    @Override
    public void onAttemptFailed(ExchangeView exchange, Backend backend, FailureReason reason) {
        cells(exchange).attemptFailed(backend, reason);
    }

    @Override
    public void onExchangeEnd(ExchangeView exchange) {
        cells(exchange).ended(exchange);
    }

    /**
     * All metrics as text.
     *
     * @param accept the Accept field of the one who asks; null for none
     */
    public synchronized String scrape(@Nullable String accept) {
        ColdMeters current = meters;
        if (current == null) {
            current = newMeters();
            meters = current;
        }
        return current.scrape(contentType(accept));
    }

    /** OpenMetrics 1.0 for those who can read it, else the classic text format. */
    public static String contentType(@Nullable String accept) {
        boolean wantsOpenMetrics =
                accept != null && accept.toLowerCase(Locale.ROOT).contains("application/openmetrics-text");
        return wantsOpenMetrics ? OPEN_METRICS : TEXT;
    }

    @Override
    public synchronized void close() {
        if (meters != null) {
            meters.close();
        }
    }

    synchronized void bind(GatewaySource newSource) {
        source = newSource;
        // Somebody may have asked before there was a gateway: the binders are made again, with its event loops.
        close();
        meters = null;
    }

    private ColdMeters newMeters() {
        return new ColdMeters(
                List.of(
                        new RequestSeries(this::loops, () -> configured),
                        new AttemptSeries(this::loops, () -> configured),
                        new ConnectionSeries(() -> source, () -> configured),
                        new TlsSeries(() -> source),
                        new ProcessSeries(
                                () -> source,
                                () -> configured,
                                () -> reloads,
                                () -> droppedLines.getAsLong(),
                                () -> droppedLogLines.getAsLong())),
                source.eventLoops());
    }

    private LoopCells cells(ExchangeView exchange) {
        int loop = exchange.loop();
        LoopCells cells = loops.get(loop);
        if (cells == null) {
            cells = new LoopCells();
            loops.set(loop, cells);
        }
        cells.use(configured);
        return cells;
    }

    private List<LoopCells> loops() {
        List<LoopCells> all = new ArrayList<>();
        for (int i = 0; i < loops.length(); i++) {
            LoopCells cells = loops.get(i);
            if (cells != null) {
                all.add(cells);
            }
        }
        return all;
    }
}
