package gateway.server.admin;

import gateway.core.Gateway.ReloadReport;
import gateway.core.Gateway.RuntimeInfo;
import gateway.server.admin.StatusReport.BackendStatus;
import gateway.server.admin.StatusReport.ConfigStatus;
import gateway.server.admin.StatusReport.ListenerStatus;
import gateway.server.admin.StatusReport.PoolStatus;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;

/** A process that says what a test wants. */
public final class FakeOperated implements Operated {
    public volatile boolean alive = true;
    public volatile Readiness readiness = Readiness.READY;
    public volatile CompletableFuture<ReloadResult> reload =
            CompletableFuture.completedFuture(ReloadResult.done(new ReloadReport(1, 0, 2, 1, 4213, 11), List.of()));
    public final AtomicInteger reloads = new AtomicInteger();

    @Override
    public boolean isAlive() {
        return alive;
    }

    @Override
    public Readiness readiness() {
        return readiness;
    }

    @Override
    public Optional<StatusReport> status() {
        if (readiness == Readiness.STARTING) {
            return Optional.empty();
        }
        return Optional.of(new StatusReport(
                "1.2.3",
                readiness,
                Duration.ofSeconds(3725),
                7,
                new RuntimeInfo("epoll", "", 2, 1024, 512L << 20, 2),
                new ConfigStatus("gateway.yaml", "abc", Instant.EPOCH, "none"),
                List.of(new ListenerStatus("http", List.of(":8080"), 3, 40)),
                List.of(new PoolStatus(
                        "shop",
                        "round-robin",
                        List.of(
                                new BackendStatus("web-1", "10.0.0.1:80", "up", 2, 5, 2, 10, 30, 1),
                                new BackendStatus("web-2", "10.0.0.2:80", "ejected", 0, 0, 0, 0, 0, 9))))));
    }

    @Override
    public Optional<String> configYaml() {
        return Optional.of("workers: 2\n");
    }

    @Override
    public Optional<String> metrics(String mediaType) {
        return Optional.of("# as " + mediaType + "\n");
    }

    @Override
    public CompletionStage<ReloadResult> reload() {
        reloads.incrementAndGet();
        return reload;
    }
}
