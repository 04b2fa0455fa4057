package gateway.it.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The cases of all files of a folder, in order. */
final class Corpus {
    private static final Path ROOT = Path.of("src", "test", "resources", "wire");

    private Corpus() {}

    static List<WireCase> requests() throws IOException {
        return read("requests", WireCase::ofRequest);
    }

    static List<WireCase> upstream() throws IOException {
        return read("upstream", WireCase::ofUpstream);
    }

    /** Cases that fail today: {@code NAME CAUSE} on each line. The goal is none. */
    static List<String> knownFailures() throws IOException {
        return Files.readAllLines(ROOT.resolve("known-failures")).stream()
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }

    /** The names of those of the cases that fail today, sorted. */
    static List<String> knownFailuresOf(List<WireCase> cases) throws IOException {
        Set<String> names = cases.stream().map(WireCase::name).collect(Collectors.toSet());
        return knownFailures().stream()
                .map(line -> line.split(" ", -1)[0])
                .filter(names::contains)
                .sorted()
                .toList();
    }

    private interface LineReader {
        WireCase read(String file, Rule rule, String line);
    }

    private static List<WireCase> read(String folder, LineReader reader) throws IOException {
        List<WireCase> cases = new ArrayList<>();
        try (Stream<Path> files = Files.list(ROOT.resolve(folder))) {
            for (Path file : files.sorted().toList()) {
                cases.addAll(read(file, reader));
            }
        }
        Set<String> names = new HashSet<>();
        for (WireCase one : cases) {
            if (!names.add(one.name())) {
                throw new IllegalArgumentException(one.name() + " stands twice (expected: one case of each name)");
            }
        }
        return cases;
    }

    private static List<WireCase> read(Path path, LineReader reader) throws IOException {
        String file = path.getFileName().toString().replaceAll("\\..*", "");
        List<WireCase> cases = new ArrayList<>();
        @Nullable Rule rule = null;
        List<String> lines = Files.readAllLines(path);
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).strip();
            try {
                if (line.startsWith(Rule.MARK)) {
                    rule = Rule.parse(line);
                } else if (!line.isEmpty() && !line.startsWith("#")) {
                    if (rule == null) {
                        throw new IllegalArgumentException(line + " (expected: a rule before it)");
                    }
                    cases.add(reader.read(file, rule, line));
                }
            } catch (RuntimeException e) {
                throw new IllegalArgumentException(path.getFileName() + ":" + (i + 1) + ": " + e.getMessage(), e);
            }
        }
        return cases;
    }
}
