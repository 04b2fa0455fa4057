package gateway.server.process;

import gateway.core.Gateway;
import gateway.core.config.AccessLogConfig;
import gateway.core.config.GatewayConfig;
import gateway.core.proxy.ExchangeListener;
import gateway.server.accesslog.AccessLog;
import gateway.server.log.ApplicationLog;
import gateway.server.metrics.PrometheusMetrics;
import java.io.IOException;
import java.util.List;

/** What watches the exchanges: metrics and the access log. Changed by one thread at a time. */
final class Observers implements AutoCloseable {
    private final AccessLog accessLog;
    private final PrometheusMetrics metrics = new PrometheusMetrics();

    /** @throws IOException when the access log cannot be opened; names it */
    Observers(AccessLogConfig config) throws IOException {
        accessLog = AccessLog.open(config);
        metrics.accessLog(accessLog::dropped);
        metrics.applicationLog(ApplicationLog::dropped);
    }

    List<ExchangeListener> listeners() {
        return List.of(metrics, accessLog);
    }

    void bind(Gateway gateway) {
        metrics.bind(gateway);
    }

    String scrape(String mediaType) {
        return metrics.scrape(mediaType);
    }

    /** @throws IOException when another access log cannot be opened; then the old one stays */
    void configure(AccessLogConfig config) throws IOException {
        accessLog.configure(config);
    }

    /** A reload was taken: the series follow its configuration. */
    void reloaded(GatewayConfig config) {
        metrics.configured(config);
        metrics.configReload(true);
    }

    void reloadRefused() {
        metrics.configReload(false);
    }

    void reopen() {
        accessLog.reopen();
    }

    @Override
    public void close() {
        accessLog.close();
        metrics.close();
    }
}
