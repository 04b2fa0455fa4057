package gateway.server.admin;

import gateway.core.Gateway.ReloadReport;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What became of a reload: a report, or the problems for which nothing was changed. */
public final class ReloadResult {
    private final @Nullable ReloadReport report;
    private final List<String> problems;

    private ReloadResult(@Nullable ReloadReport report, List<String> problems) {
        this.report = report;
        this.problems = List.copyOf(problems);
    }

    /**
     * The new configuration is in force.
     *
     * @param warnings that did not stop it
     */
    public static ReloadResult done(ReloadReport report, List<String> warnings) {
        return new ReloadResult(report, warnings);
    }

    /**
     * The old configuration stays.
     *
     * @param problems at least one, a line each
     */
    public static ReloadResult refused(List<String> problems) {
        return new ReloadResult(null, problems);
    }

    public boolean isDone() {
        return report != null;
    }

    /** Only of one that is done. */
    public ReloadReport report() {
        return Objects.requireNonNull(report, "a refused reload has no report");
    }

    /** Why it was refused, or what is odd though it was done. */
    public List<String> problems() {
        return problems;
    }

    /** One line for a reload that is done, a line per problem for one that is not. */
    public String text() {
        return report == null ? String.join("\n", problems) : line(report);
    }

    private static String line(ReloadReport report) {
        return "routes +" + report.routesAdded() + " -" + report.routesRemoved()
                + " · backends +" + report.backendsAdded() + " -" + report.backendsRemoved()
                + " · connections kept " + report.connectionsKept()
                + " · " + report.millis() + " ms";
    }
}
