package gateway.server.process;

import gateway.server.admin.ReloadResult;
import gateway.server.log.ApplicationLog;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves in the foreground until a signal ends it. The calling thread starts, waits and stops; it alone decides the exit code.
 * SIGHUP reloads, SIGUSR1 reopens log files, SIGTERM and SIGINT stop gracefully, a second one of these ends at once.
 */
public final class GatewayProcess {
    private static final Logger log = LoggerFactory.getLogger(GatewayProcess.class);

    private static final Duration LAST_LINES = Duration.ofSeconds(1);
    private static final Duration NOW = Duration.ofMillis(200);

    private final ConfigSource source;
    private final PrintWriter err;
    private final CountDownLatch stopWanted = new CountDownLatch(1);
    private final AtomicBoolean stopping = new AtomicBoolean();

    public GatewayProcess(ConfigSource source, PrintWriter err) {
        this.source = source;
        this.err = err;
    }

    /** Returns the exit code when all has ended. */
    public int run() {
        try (source;
                Service service = new Service(source)) {
            listenToSignals(service);
            greet(source.greeting(service.start()));
            HeapGrowth.watch();
            stopWanted.await();
            service.stop();
            return ExitCode.OK;
        } catch (UnusableConfigException e) {
            e.problems().forEach(err::println);
            return ExitCode.BAD_CONFIG;
        } catch (IOException e) {
            err.println("error: " + e.getMessage() + source.bindHint());
            return ExitCode.FAILED;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return ExitCode.FAILED;
        } catch (RuntimeException e) {
            log.error("the gateway failed", e);
            return ExitCode.FAILED;
        } finally {
            flush(LAST_LINES);
        }
    }

    /** Below the log's lines. Where nobody reads those, nobody reads a greeting either, and writing it would never end. */
    private void greet(String greeting) {
        if (flush(LAST_LINES)) {
            err.print(greeting);
            err.flush();
        }
    }

    /** A standard error that nobody reads must not keep the process. */
    private static boolean flush(Duration limit) {
        return ApplicationLog.flush(limit);
    }

    private void listenToSignals(Service service) {
        Signals.on("TERM", () -> stop("SIGTERM"));
        Signals.on("INT", () -> stop("SIGINT"));
        Signals.on("HUP", () -> reload(service));
        Signals.on("USR1", service::reopenLogs);
    }

    private void stop(String signal) {
        if (stopping.compareAndSet(false, true)) {
            log.info("{}: stopping", signal);
            stopWanted.countDown();
            return;
        }
        log.info("{} again: ending now", signal);
        flush(NOW);
        Runtime.getRuntime().halt(ExitCode.OK);
    }

    private static void reload(Service service) {
        // The result is logged where it is made; who sent the signal does not wait for it.
        CompletionStage<ReloadResult> unused = service.reload();
        assert unused != null;
    }
}
