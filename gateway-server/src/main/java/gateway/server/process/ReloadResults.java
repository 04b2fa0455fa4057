package gateway.server.process;

import gateway.server.admin.ReloadResult;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What became of the reloads: logs each, and keeps the last one for the status. Any thread. */
final class ReloadResults {
    private static final Logger log = LoggerFactory.getLogger(ReloadResults.class);

    private volatile String last = "none";

    String last() {
        return last;
    }

    void record(String source, ReloadResult result) {
        String when = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        List<String> problems = result.problems();
        if (result.isDone()) {
            last = when + " ok: " + result.text();
            problems.forEach(warning -> log.warn("{}", warning));
            log.info("reloaded {}: {}", source, result.text());
            return;
        }
        last = when + " refused: " + problems.get(0)
                + (problems.size() > 1 ? " (and " + (problems.size() - 1) + " more)" : "");
        problems.forEach(problem -> log.error("{}", problem));
        log.error("reload of {} refused: the configuration stays as it was", source);
    }
}
