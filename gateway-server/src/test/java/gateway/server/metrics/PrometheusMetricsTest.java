package gateway.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import gateway.core.Gateway.CertificateStatus;
import gateway.core.http.FailureReason;
import gateway.core.routing.Route;
import gateway.core.upstream.Backend;
import gateway.server.FakeExchange;
import java.lang.management.ManagementFactory;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrometheusMetricsTest {
    private final FakeGateway gateway = new FakeGateway();
    private final PrometheusMetrics metrics = new PrometheusMetrics();
    private final Route api = gateway.route("api");

    @BeforeEach
    void bind() {
        metrics.bind(gateway.source());
        metrics.configured(FakeGateway.config("api"));
    }

    @AfterEach
    void close() {
        metrics.close();
        gateway.close();
    }

    @Test
    void certificatesAndHandshakesAreThoseOfListenersWithTls() {
        assertThat(lines()).noneMatch(line -> line.startsWith("gateway_tls_handshakes_total{"));
        gateway.certificates.add(new CertificateStatus(
                "http", "/certs/shop.pem", List.of("shop.test"), Instant.ofEpochSecond(1_800_000_000)));

        assertThat(lines())
                .contains(
                        "gateway_tls_certificate_expiry_timestamp_seconds{certificate=\"/certs/shop.pem\",listener=\"http\"} 1.8E9",
                        "gateway_tls_handshakes_total{listener=\"http\",result=\"ok\",resumed=\"true\",version=\"1.3\"} 0.0",
                        "gateway_tls_handshakes_total{listener=\"http\",result=\"timeout\",resumed=\"false\",version=\"\"} 0.0",
                        "gateway_tls_reload_errors_total 3.0");
    }

    @Test
    void everySeriesOfTheConfigurationExistsAtZeroFromTheStart() {
        assertThat(lines())
                .contains(
                        request("api", "shop", "GET", "200", "", 0),
                        request("*", "shop", "GET", "200", "", 0),
                        request("", "", "GET", "404", "gateway.route.none", 0),
                        "gateway_request_duration_seconds_count{route=\"api\"} 0",
                        "gateway_request_duration_seconds_bucket{route=\"api\",le=\"0.001\"} 0",
                        "gateway_overhead_seconds_bucket{listener=\"http\",le=\"2.5E-5\"} 0",
                        "gateway_overhead_seconds_bucket{listener=\"http\",le=\"0.01\"} 0",
                        "gateway_upstream_request_duration_seconds_count{backend=\"web-1\",pool=\"shop\"} 0",
                        "gateway_upstream_connect_duration_seconds_count{backend=\"web-2\",pool=\"shop\"} 0",
                        "gateway_upstream_attempts_total{backend=\"web-2\",outcome=\"connect_error\",pool=\"shop\"} 0.0",
                        "gateway_upstream_retries_total{pool=\"shop\"} 0.0",
                        "gateway_upstream_connections{backend=\"web-1\",pool=\"shop\",state=\"idle\"} 0.0",
                        "gateway_upstream_connections_opened_total{backend=\"web-1\",pool=\"shop\"} 0.0",
                        "gateway_upstream_connections_reused_total{backend=\"web-1\",pool=\"shop\"} 0.0",
                        "gateway_upstream_connections_closed_total{backend=\"web-1\",pool=\"shop\"} 0.0",
                        "gateway_backend_up{backend=\"web-1\",pool=\"shop\"} 1.0",
                        "gateway_connections{listener=\"http\"} 0.0",
                        "gateway_connections_accepted_total{listener=\"http\"} 0.0",
                        "gateway_requests_in_flight{listener=\"http\"} 0.0",
                        "gateway_bytes_received_total{listener=\"http\"} 0.0",
                        "gateway_bytes_sent_total{listener=\"http\"} 0.0",
                        "gateway_config_reloads_total{result=\"success\"} 0.0",
                        "gateway_config_reloads_total{result=\"failure\"} 0.0",
                        "gateway_config_last_reload_successful 1.0",
                        "gateway_event_loop_busy_ratio{loop=\"1\"} 0.5",
                        "gateway_access_log_dropped_total 0.0",
                        "gateway_log_dropped_total 0.0");
    }

    @Test
    void answersBeforeThereIsAGatewayAndShowsItAfterwards() {
        try (PrometheusMetrics early = new PrometheusMetrics()) {
            assertThat(early.scrape(null)).contains("jvm_info").doesNotContain("gateway_backend_up{");

            early.bind(gateway.source());
            early.configured(FakeGateway.config("api"));

            assertThat(early.scrape(null)).contains("gateway_backend_up{", "netty_eventexecutor_tasks_pending");
        }
    }

    @Test
    void addsUpWhatTheLoopsCount() {
        for (int loop = 0; loop < 3; loop++) {
            FakeExchange exchange = new FakeExchange().on(api, gateway.first);
            exchange.loop = loop * 500;
            exchange.requestBytes = 7;
            end(exchange);
        }

        assertThat(lines())
                .contains(
                        request("api", "shop", "GET", "200", "", 3),
                        "gateway_request_duration_seconds_bucket{route=\"api\",le=\"0.001\"} 3",
                        "gateway_request_duration_seconds_sum{route=\"api\"} 0.003",
                        "gateway_overhead_seconds_bucket{listener=\"http\",le=\"2.5E-5\"} 0",
                        "gateway_overhead_seconds_bucket{listener=\"http\",le=\"5.0E-5\"} 3",
                        "gateway_upstream_request_duration_seconds_count{backend=\"web-1\",pool=\"shop\"} 3",
                        "gateway_upstream_connect_duration_seconds_count{backend=\"web-1\",pool=\"shop\"} 0",
                        "gateway_upstream_attempts_total{backend=\"web-1\",outcome=\"ok\",pool=\"shop\"} 3.0",
                        "gateway_bytes_received_total{listener=\"http\"} 21.0",
                        "gateway_bytes_sent_total{listener=\"http\"} 15.0",
                        "gateway_requests_in_flight{listener=\"http\"} 0.0");
    }

    @Test
    void countsTheRunningOnesAsInFlight() {
        FakeExchange exchange = new FakeExchange();
        metrics.onExchangeStart(exchange);
        metrics.onExchangeStart(exchange);
        // The route is known later only.
        metrics.onExchangeEnd(exchange.on(api, gateway.first));

        assertThat(lines()).contains("gateway_requests_in_flight{listener=\"http\"} 1.0");
    }

    @Test
    void aMalformedHeadEndsWithoutHavingStarted() {
        FakeExchange malformed = new FakeExchange().failed(FailureReason.MALFORMED_REQUEST);
        malformed.isMalformed = true;
        malformed.startNanos = 0;
        malformed.attempts = 0;
        metrics.onExchangeStart(new FakeExchange().on(api, gateway.first));
        metrics.onExchangeEnd(malformed);

        assertThat(lines())
                .contains(
                        request("", "", "OTHER", "400", "client.parse.malformed", 1),
                        "gateway_request_duration_seconds_count{route=\"\"} 0",
                        "gateway_requests_in_flight{listener=\"http\"} 1.0");
    }

    @Test
    void countsEachTryAndWhyItFailed() {
        FakeExchange exchange = new FakeExchange().on(api, gateway.second);
        exchange.attempts = 2;
        exchange.reused = false;
        metrics.onExchangeStart(exchange);
        metrics.onAttemptFailed(exchange, gateway.first, FailureReason.CONNECT_REFUSED);
        metrics.onExchangeEnd(exchange);

        assertThat(lines())
                .contains(
                        "gateway_upstream_attempts_total{backend=\"web-1\",outcome=\"connect_error\",pool=\"shop\"} 1.0",
                        "gateway_upstream_attempts_total{backend=\"web-2\",outcome=\"ok\",pool=\"shop\"} 1.0",
                        "gateway_upstream_connect_duration_seconds_count{backend=\"web-2\",pool=\"shop\"} 1",
                        "gateway_upstream_retries_total{pool=\"shop\"} 1.0");
    }

    @Test
    void aTryThatFailedIsNotCountedAgainAtTheEnd() {
        FakeExchange exchange = new FakeExchange().on(api, gateway.first).failed(FailureReason.RESPONSE_TIMEOUT);
        metrics.onExchangeStart(exchange);
        metrics.onAttemptFailed(exchange, gateway.first, FailureReason.RESPONSE_TIMEOUT);
        metrics.onExchangeEnd(exchange);

        assertThat(lines())
                .contains(
                        "gateway_upstream_attempts_total{backend=\"web-1\",outcome=\"timeout\",pool=\"shop\"} 1.0",
                        "gateway_upstream_attempts_total{backend=\"web-1\",outcome=\"ok\",pool=\"shop\"} 0.0",
                        "gateway_upstream_attempts_total{backend=\"web-1\",outcome=\"cancelled\",pool=\"shop\"} 0.0",
                        request("api", "shop", "GET", "504", "upstream.head.timeout", 1));
    }

    @Test
    void aTryThatTheClientLeftIsCancelledAndAServerErrorIsNotOk() {
        end(new FakeExchange().on(api, gateway.first).failed(FailureReason.CLIENT_GONE_WAITING));
        FakeExchange broken = new FakeExchange().on(api, gateway.first);
        broken.status = 503;
        end(broken);

        assertThat(lines())
                .contains(
                        "gateway_upstream_attempts_total{backend=\"web-1\",outcome=\"cancelled\",pool=\"shop\"} 1.0",
                        "gateway_upstream_attempts_total{backend=\"web-1\",outcome=\"5xx\",pool=\"shop\"} 1.0");
    }

    @Test
    void noClientCanMakeALabel() {
        FakeExchange exchange = new FakeExchange().on(api, gateway.first);
        exchange.method = "BREW";
        exchange.status = 777;
        end(exchange);

        assertThat(lines())
                .contains(request("api", "shop", "OTHER", "other", "", 1))
                .noneMatch(line -> line.contains("BREW") || line.contains("\"777\""));
    }

    @Test
    void keepsEveryCountOfManyOutcomes() {
        FakeExchange exchange = new FakeExchange().on(api, gateway.first);
        for (int round = 0; round < 2; round++) {
            for (int status = 100; status < 600; status++) {
                exchange.status = status;
                metrics.onExchangeEnd(exchange);
            }
        }

        List<String> counted = lines().stream()
                .filter(line -> line.startsWith("gateway_requests_total{") && line.endsWith(" 2.0"))
                .toList();
        assertThat(counted).hasSize(500).contains(request("api", "shop", "GET", "599", "", 2));
    }

    @Test
    void seriesSurviveAReloadAndThoseOfRemovedRoutesGo() {
        metrics.configured(FakeGateway.config("api", "old"));
        end(new FakeExchange().on(api, gateway.first));
        end(new FakeExchange().on(gateway.route("old"), gateway.first));

        metrics.configured(FakeGateway.config("api", "new"));
        assertThat(lines())
                .contains(request("api", "shop", "GET", "200", "", 1), request("new", "shop", "GET", "200", "", 0))
                .noneMatch(line -> line.contains("route=\"old\""));

        end(new FakeExchange().on(gateway.route("api"), gateway.first));
        assertThat(lines())
                .contains(request("api", "shop", "GET", "200", "", 2))
                .noneMatch(line -> line.contains("route=\"old\""));
    }

    @Test
    void totalsDoNotFallWhenAnAddressGoes() {
        gateway.first.stats().cell(0).opened = 5;
        gateway.first.stats().cell(1).reused = 100;
        gateway.first.stats().cell(0).active = 1;
        lines();
        Backend moved = FakeGateway.backend("web-1", 9000);
        moved.stats().cell(0).opened = 2;
        gateway.pool.setBackends(List.of(moved));

        assertThat(lines())
                .contains(
                        "gateway_upstream_connections_opened_total{backend=\"web-1\",pool=\"shop\"} 7.0",
                        "gateway_upstream_connections{backend=\"web-1\",pool=\"shop\",state=\"active\"} 1.0",
                        "gateway_backend_up{backend=\"web-1\",pool=\"shop\"} 1.0",
                        "gateway_backend_up{backend=\"web-2\",pool=\"shop\"} 0.0");

        gateway.first.stats().cell(0).active = 0;
        assertThat(lines())
                .contains(
                        "gateway_upstream_connections_opened_total{backend=\"web-1\",pool=\"shop\"} 7.0",
                        "gateway_upstream_connections_reused_total{backend=\"web-1\",pool=\"shop\"} 100.0",
                        "gateway_upstream_connections{backend=\"web-1\",pool=\"shop\",state=\"active\"} 0.0");
    }

    @Test
    void anEjectedBackendIsDown() {
        gateway.second.setEjected(true);

        assertThat(lines()).contains("gateway_backend_up{backend=\"web-2\",pool=\"shop\"} 0.0");
    }

    @Test
    void tellsReloadsApart() {
        metrics.configReload(true);
        metrics.configReload(false);

        assertThat(lines())
                .contains(
                        "gateway_config_reloads_total{result=\"success\"} 1.0",
                        "gateway_config_reloads_total{result=\"failure\"} 1.0",
                        "gateway_config_last_reload_successful 0.0")
                .anyMatch(line -> line.matches("gateway_config_info\\{hash=\"[0-9a-f]{16}\"} 1"))
                .anyMatch(line -> line.startsWith("gateway_config_last_reload_timestamp_seconds 1."));
    }

    @Test
    void saysWhatItIsMadeOfAndHowTheProcessIsDoing() {
        metrics.accessLog(() -> 42);
        metrics.applicationLog(() -> 43);

        assertThat(lines())
                .contains("gateway_access_log_dropped_total 42.0", "gateway_log_dropped_total 43.0")
                .anyMatch(line ->
                        line.matches("gateway_build_info\\{java=\"[^\"]+\",netty=\"4[^\"]+\",transport=\"epoll\",.*"))
                .anyMatch(line -> line.startsWith("jvm_memory_used_bytes{"))
                .anyMatch(line -> line.startsWith("process_cpu_seconds_total "))
                .anyMatch(line -> line.startsWith("process_files_open_files "))
                .anyMatch(line -> line.startsWith("netty_allocator_memory_used"))
                .anyMatch(line -> line.startsWith("netty_eventexecutor_tasks_pending"));
    }

    @Test
    void speaksOpenMetricsToThoseWhoAskForIt() {
        String prometheus = "application/openmetrics-text;version=1.0.0;q=0.8,text/plain;version=0.0.4;q=0.5";

        assertThat(metrics.scrape(prometheus)).endsWith("# EOF\n").contains("# TYPE gateway_requests counter");
        assertThat(PrometheusMetrics.contentType(prometheus)).startsWith("application/openmetrics-text; version=1.0.0");
        assertThat(metrics.scrape("text/html"))
                .doesNotContain("# EOF")
                .contains("# TYPE gateway_requests_total counter");
        assertThat(PrometheusMetrics.contentType(null)).startsWith("text/plain; version=0.0.4");
    }

    @Test
    void countingARequestAllocatesNothingAfterTheFirstOnes() {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        FakeExchange exchange = new FakeExchange().on(api, gateway.first);
        for (int i = 0; i < 100; i++) {
            end(exchange);
        }

        long thread = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(thread);
        for (int i = 0; i < 100_000; i++) {
            end(exchange);
        }
        long bytes = threads.getThreadAllocatedBytes(thread) - before;

        assertThat(bytes).isLessThan(100_000);
    }

    private void end(FakeExchange exchange) {
        metrics.onExchangeStart(exchange);
        metrics.onExchangeEnd(exchange);
    }

    private List<String> lines() {
        return metrics.scrape(null).lines().toList();
    }

    private static String request(String route, String pool, String method, String code, String reason, int count) {
        return "gateway_requests_total{code=\"%s\",listener=\"http\",method=\"%s\",pool=\"%s\",protocol=\"http/1.1\",reason=\"%s\",route=\"%s\"} %d.0"
                .formatted(code, method, pool, reason, route, count);
    }
}
