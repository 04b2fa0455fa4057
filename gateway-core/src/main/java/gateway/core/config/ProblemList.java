package gateway.core.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Problems found so far, in the order in which they were found. */
final class ProblemList {
    private final List<ConfigProblem> problems = new ArrayList<>();

    void add(String path, String message) {
        problems.add(new ConfigProblem(path, message));
    }

    void addTwice(String path, String message, String first) {
        problems.add(new ConfigProblem(path, message, Optional.of(first)));
    }

    /** The value as the user wrote it, and what was expected. */
    void expect(boolean holds, String path, Object value, String expected) {
        if (!holds) {
            add(path, "\"" + value + "\" (expected: " + expected + ")");
        }
    }

    void expectWithin(Bounds bounds, String path, long value) {
        if (!bounds.includes(value)) {
            add(path, value + " (expected: " + bounds + ")");
        }
    }

    /** A name must be one of those that exist. */
    void expectKnown(String kind, String path, String name, Collection<String> known) {
        if (known.contains(name)) {
            return;
        }
        String choice = known.isEmpty() ? "none is defined" : "expected one of: " + String.join(", ", shortened(known));
        add(path, "unknown " + kind + " \"" + name + "\" (" + choice + Suggestions.hint(name, known) + ")");
    }

    /** Each name once; {@code paths} are those of the names, in the same order. */
    void expectUnique(String kind, List<String> names, List<String> paths) {
        Map<String, String> seen = new HashMap<>();
        for (int i = 0; i < names.size(); i++) {
            String first = seen.putIfAbsent(names.get(i), paths.get(i));
            if (first != null) {
                addTwice(paths.get(i), kind + " \"" + names.get(i) + "\" is given twice", first);
            }
        }
    }

    List<ConfigProblem> toList() {
        return List.copyOf(problems);
    }

    private static List<String> shortened(Collection<String> known) {
        List<String> words = new ArrayList<>(known.stream().limit(12).toList());
        if (known.size() > words.size()) {
            words.add("...");
        }
        return words;
    }
}
