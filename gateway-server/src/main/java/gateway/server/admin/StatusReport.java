package gateway.server.admin;

import gateway.core.Gateway.RuntimeInfo;
import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * What runs and how it is, at one moment.
 *
 * @param inFlight exchanges that have not ended
 */
public record StatusReport(
        String version,
        Readiness state,
        Duration uptime,
        long inFlight,
        RuntimeInfo runtime,
        ConfigStatus config,
        List<ListenerStatus> listeners,
        List<PoolStatus> pools) {

    /**
     * Where the configuration came from.
     *
     * @param source a file, or the words for what stands in for one
     * @param hash of what is in force, as in the metric {@code gateway_config_info}
     * @param loadedAt when the configuration in force was read
     * @param lastReload {@code none}, {@code ok: ...} or {@code refused: ...}
     */
    public record ConfigStatus(String source, String hash, Instant loadedAt, String lastReload) {}

    /**
     * One listener.
     *
     * @param open connections of clients now
     * @param accepted connections since the start
     */
    public record ListenerStatus(String name, List<String> addresses, long open, long accepted) {}

    public record PoolStatus(String name, String algorithm, List<BackendStatus> backends) {}

    /**
     * One backend.
     *
     * @param state {@code up}, or why it is not
     * @param idle connections that wait for a request
     * @param active connections that serve one
     * @param opened connections since the start
     * @param reused requests that found an open connection, since the start
     */
    public record BackendStatus(
            String name,
            String address,
            String state,
            int inFlight,
            long idle,
            long active,
            long opened,
            long reused,
            long connectFailures) {
        /** Share of the requests that found an open connection, 0 to 1; 0 before the first request. */
        double reuse() {
            return opened + reused == 0 ? 0 : (double) reused / (opened + reused);
        }
    }
}
