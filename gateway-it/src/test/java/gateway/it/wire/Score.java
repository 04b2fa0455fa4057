package gateway.it.wire;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** How many cases went right, by level and by file, and what those were that did not. */
final class Score {
    private record Failure(WireCase of, String why) {}

    private static final class Count {
        private int right;
        private int all;

        private void add(boolean isRight) {
            all++;
            right += isRight ? 1 : 0;
        }

        @Override
        public String toString() {
            return right + "/" + all;
        }
    }

    private final Map<Level, Count> levels = new EnumMap<>(Level.class);
    private final Map<String, Count> files = new TreeMap<>();
    private final List<Failure> failures = new ArrayList<>();

    void add(WireCase of, String why) {
        boolean isRight = why.isEmpty();
        levels.computeIfAbsent(of.level(), level -> new Count()).add(isRight);
        files.computeIfAbsent(of.file(), file -> new Count()).add(isRight);
        if (!isRight) {
            failures.add(new Failure(of, why));
        }
    }

    /** Names of the cases that went wrong. */
    List<String> failed() {
        return failures.stream().map(failure -> failure.of().name()).sorted().toList();
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder();
        failures.stream()
                .sorted(Comparator.comparing(failure -> failure.of().name()))
                .forEach(failure -> out.append("failed ")
                        .append(failure.of().level())
                        .append(' ')
                        .append(failure.of().name())
                        .append(": ")
                        .append(failure.why())
                        .append("\n    bytes: ")
                        .append(Bytes.show(failure.of().text()))
                        .append('\n'));
        return out.append("by file ")
                .append(files)
                .append("\nby level ")
                .append(levels)
                .append('\n')
                .toString();
    }
}
