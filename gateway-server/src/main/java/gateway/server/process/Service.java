package gateway.server.process;

import gateway.core.Gateway;
import gateway.core.config.ConfigException;
import gateway.core.config.ConfigProblem;
import gateway.server.admin.Operated;
import gateway.server.admin.Readiness;
import gateway.server.admin.ReloadResult;
import gateway.server.admin.StatusReport;
import gateway.server.admin.StatusReport.ConfigStatus;
import gateway.server.config.ConfigHash;
import gateway.server.config.ConfigPrinter;
import gateway.server.process.ConfigSource.Loaded;
import gateway.server.process.ConfigSource.Started;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts, reloads, stops, and says how it is. Start and reload exclude each other by this object's lock; nothing else takes it.
 */
final class Service implements Operated, AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Service.class);

    private final ConfigSource source;
    private final ReloadResults reloads = new ReloadResults();
    private final ExecutorService reloader = Executors.newSingleThreadExecutor(task -> {
        Thread thread = new Thread(task, "reload");
        thread.setDaemon(true);
        return thread;
    });
    private volatile @Nullable Running running;
    /** When the configuration in force was read. */
    private volatile Instant since = Instant.EPOCH;

    private volatile boolean stopping;

    Service(ConfigSource source) {
        this.source = source;
    }

    /**
     * Serves when it returns.
     *
     * @throws UnusableConfigException with every problem
     * @throws IOException naming what cannot be bound or opened
     */
    synchronized Started start() throws UnusableConfigException, IOException {
        Loaded loaded = source.load();
        loaded.warnings().forEach(warning -> log.warn("{}", warning));
        try {
            Running parts = Running.start(loaded, this);
            since = Instant.now();
            running = parts;
            return StartLines.log(source, parts);
        } catch (ConfigException e) {
            throw new UnusableConfigException(lines(e));
        }
    }

    /** Completes when the configuration was read again, whether it was taken or not. */
    @Override
    public CompletionStage<ReloadResult> reload() {
        return CompletableFuture.supplyAsync(this::reloadNow, reloader);
    }

    private synchronized ReloadResult reloadNow() {
        Running parts = running;
        if (parts == null || stopping) {
            return ReloadResult.refused(
                    List.of(parts == null ? "the gateway has not started" : "the gateway is stopping"));
        }
        ReloadResult result = read(parts);
        reloads.record(source.name(), result);
        if (result.isDone()) {
            parts.observers().reloaded(parts.gateway().config());
        } else {
            parts.observers().reloadRefused();
        }
        return result;
    }

    private ReloadResult read(Running parts) {
        try {
            Loaded loaded = source.load();
            ReloadResult result = parts.apply(loaded);
            since = Instant.now();
            return result;
        } catch (UnusableConfigException e) {
            return ReloadResult.refused(e.problems());
        } catch (ConfigException e) {
            return ReloadResult.refused(lines(e));
        } catch (IOException e) {
            return ReloadResult.refused(List.of(String.valueOf(e.getMessage())));
        } catch (RuntimeException e) {
            log.error("a reload failed", e);
            return ReloadResult.refused(List.of("the reload failed: " + e));
        }
    }

    private static List<String> lines(ConfigException e) {
        return e.problems().stream().map(ConfigProblem::toString).toList();
    }

    /** Finishes what runs, up to the drain deadline, and returns then. */
    void stop() {
        stopping = true;
        Running parts = running;
        if (parts == null) {
            return;
        }
        long start = System.nanoTime();
        boolean complete = parts.gateway().drain().join();
        long left = parts.gateway().inFlight();
        long millis = Duration.ofNanos(System.nanoTime() - start).toMillis();
        if (complete) {
            log.info("stopped after {} ms, nothing was cut", millis);
        } else {
            log.warn("stopped after {} ms, the drain deadline cut {} requests", millis, left);
        }
    }

    void reopenLogs() {
        Running parts = running;
        if (parts != null) {
            parts.observers().reopen();
        }
    }

    @Override
    public boolean isAlive() {
        Running parts = running;
        return parts == null || parts.gateway().isAlive();
    }

    @Override
    public Readiness readiness() {
        Running parts = running;
        if (parts == null) {
            return Readiness.STARTING;
        }
        return stopping || !parts.gateway().isReady() ? Readiness.DRAINING : Readiness.READY;
    }

    @Override
    public Optional<String> configYaml() {
        return Optional.ofNullable(running)
                .map(parts -> ConfigPrinter.yaml(parts.gateway().config()));
    }

    @Override
    public Optional<String> metrics(String mediaType) {
        return Optional.ofNullable(running).map(parts -> parts.observers().scrape(mediaType));
    }

    @Override
    public Optional<StatusReport> status() {
        Running parts = running;
        if (parts == null) {
            return Optional.empty();
        }
        Gateway gateway = parts.gateway();
        return Optional.of(new StatusReport(
                Version.current(),
                readiness(),
                ProcessAge.now(),
                gateway.inFlight(),
                gateway.runtime(),
                new ConfigStatus(source.name(), ConfigHash.of(gateway.config()), since, reloads.last()),
                StatusReader.listeners(gateway),
                StatusReader.pools(gateway)));
    }

    @Override
    public void close() {
        reloader.shutdown();
        Running parts = running;
        if (parts != null) {
            parts.close();
        }
    }
}
