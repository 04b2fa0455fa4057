/**
 * Prometheus metrics. What event loops count per request lives in plain cells of each loop (hot); everything else is read when
 * Prometheus asks (cold).
 *
 * <p>A label's value comes from the configuration or from a closed set, never from a client. Families:
 *
 * <pre>
 * gateway_requests_total                             listener route pool method protocol code reason
 * gateway_request_duration_seconds                   route
 * gateway_overhead_seconds                           listener
 * gateway_requests_in_flight                         listener
 * gateway_bytes_received_total, _sent_total          listener
 * gateway_connections, _accepted_total               listener
 * gateway_http2_floods_total                         listener kind
 * gateway_proxy_protocol_refused_total               listener cause
 * gateway_tls_handshakes_total                       listener version result resumed
 * gateway_tls_certificate_expiry_timestamp_seconds   listener certificate
 * gateway_tls_reload_errors_total
 * gateway_upstream_request_duration_seconds          pool backend
 * gateway_upstream_connect_duration_seconds          pool backend
 * gateway_upstream_attempts_total                    pool backend outcome
 * gateway_upstream_retries_total                     pool
 * gateway_upstream_connections                       pool backend state
 * gateway_upstream_connections_opened_total, _reused_total, _closed_total   pool backend
 * gateway_backend_up                                 pool backend
 * gateway_config_reloads_total                       result
 * gateway_config_last_reload_successful, _timestamp_seconds
 * gateway_config_info                                hash
 * gateway_event_loop_busy_ratio                      loop
 * gateway_build_info                                 version java netty transport
 * gateway_access_log_dropped_total, gateway_log_dropped_total
 * jvm_*, process_*, system_*, netty_*                from Micrometer's binders
 * </pre>
 *
 * <p>An empty {@code reason} means that all went well; an empty {@code route} and {@code pool} that no route took the request. Two
 * routes of one listener and pool with the same name share their series. Accepted connections are not called {@code
 * gateway_connections_total}: OpenMetrics forbids a counter that has the name of a gauge.
 *
 * <p>May import: core, {@code config}, Micrometer, Prometheus. Start reading at {@link gateway.server.metrics.PrometheusMetrics}.
 */
@NullMarked
package gateway.server.metrics;

import org.jspecify.annotations.NullMarked;
