package gateway.server.admin;

import java.util.Optional;
import java.util.concurrent.CompletionStage;

/** The running process as its operators see it. Nothing here waits but the metrics, which any thread may ask for. */
public interface Operated {
    boolean isAlive();

    Readiness readiness();

    /** Empty while it starts. */
    Optional<StatusReport> status();

    /** The configuration in force; empty while it starts. */
    Optional<String> configYaml();

    /** The metrics as text in this media type; empty while it starts. */
    Optional<String> metrics(String mediaType);

    /** Completes on another thread when the configuration was read again. */
    CompletionStage<ReloadResult> reload();
}
