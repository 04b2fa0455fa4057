package gateway.server.process;

import gateway.server.admin.ReloadResult;
import java.io.IOException;
import java.io.PrintWriter;
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
            err.print(source.greeting(service.start()));
            err.flush();
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
            err.flush();
        }
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
        Runtime.getRuntime().halt(ExitCode.OK);
    }

    private static void reload(Service service) {
        // The result is logged where it is made; who sent the signal does not wait for it.
        CompletionStage<ReloadResult> unused = service.reload();
        assert unused != null;
    }
}
