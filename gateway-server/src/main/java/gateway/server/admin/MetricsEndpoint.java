package gateway.server.admin;

import io.netty.handler.codec.http.HttpResponseStatus;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

/**
 * {@code /metrics}: Prometheus' text format, or OpenMetrics when the scraper asks for it. Made on
 * another thread, since it takes milliseconds for which probes would wait.
 */
final class MetricsEndpoint implements Endpoint {
    static final String PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8";
    static final String OPEN_METRICS = "application/openmetrics-text; version=1.0.0; charset=utf-8";

    private final Function<String, Optional<String>> scrape;

    /** @param scrape takes one of the two media types and gives the text in it */
    MetricsEndpoint(Function<String, Optional<String>> scrape) {
        this.scrape = scrape;
    }

    @Override
    public String path() {
        return "/metrics";
    }

    @Override
    public CompletionStage<Answer> answer(Query query) {
        String type = query.accept().contains("application/openmetrics-text") ? OPEN_METRICS : PROMETHEUS;
        return CompletableFuture.supplyAsync(() -> scrape.apply(type)
                .map(text -> new Answer(HttpResponseStatus.OK, type, text, Map.of()))
                .orElseGet(Answer::starting));
    }
}
