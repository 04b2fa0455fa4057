package gateway.server.config.tree;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What was found wrong so far. Each finding once, in the order in which they came. */
public final class Findings {
    /** A file of the wrong kind has something wrong in every line; nobody reads so far. */
    private static final int MOST = 1_000;

    private final Set<Finding> findings = new LinkedHashSet<>();
    private boolean incomplete;

    public void error(Place place, String path, String message) {
        add(new Finding(false, place, path, message));
    }

    public void warning(Place place, String path, String message) {
        add(new Finding(true, place, path, message));
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
        others.findings.forEach(this::add);
        incomplete |= others.incomplete;
    }

    private void add(Finding finding) {
        if (findings.size() < MOST) {
            findings.add(finding);
        } else if (findings.size() == MOST && !findings.contains(finding)) {
            findings.add(
                    new Finding(false, finding.place(), "", "more than " + MOST + " problems; the rest is not shown"));
        }
    }

    /**
     * One thing that is wrong.
     *
     * @param warning it can be lived with
     * @param path in the configuration; empty for the file as a whole
     */
    public record Finding(boolean warning, Place place, String path, String message) {}
}
