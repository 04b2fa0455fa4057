package gateway.server.config.tree;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was found wrong so far. Each finding once, in the order in which they came. */
public final class Findings {
    private final Set<Finding> findings = new LinkedHashSet<>();
    private boolean incomplete;

    public void error(Place place, String path, String message) {
        findings.add(new Finding(false, place, path, message));
    }

    public void warning(Place place, String path, String message) {
        findings.add(new Finding(true, place, path, message));
    }

    /** A part of the configuration could not be read at all: what refers to it cannot be judged. */
    void unreadable(Place place, String message) {
        incomplete = true;
        error(place, "", message);
    }

    public boolean isIncomplete() {
        return incomplete;
    }

    public boolean hasErrors() {
        return findings.stream().anyMatch(finding -> !finding.warning());
    }

    public List<Finding> toList() {
        return List.copyOf(findings);
    }

    void addAll(Findings others) {
        findings.addAll(others.findings);
        incomplete |= others.incomplete;
    }

    /**
     * One thing that is wrong.
     *
     * @param warning it can be lived with
     * @param path in the configuration; empty for the file as a whole
     */
    public record Finding(boolean warning, Place place, String path, String message) {}
}
