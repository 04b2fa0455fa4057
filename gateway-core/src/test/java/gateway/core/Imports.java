package gateway.core;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * The import lines of one module's main sources. Packages are named by what follows the root package; the root package itself is the
 * empty name.
 *
 * @param root package that holds all others of the module
 * @param lines in no order
 */
public record Imports(String root, List<Line> lines) {
    /**
     * One import.
     *
     * @param file where it stands
     * @param from the file's package
     * @param name what is imported, in full
     */
    public record Line(Path file, String from, String name) {
        @Override
        public String toString() {
            return file + ": import " + name;
        }
    }

    public static Imports read(Path sources, String root) throws IOException {
        List<Line> lines = new ArrayList<>();
        Path rootDirectory = sources.resolve(root.replace('.', '/'));
        try (Stream<Path> files = Files.walk(rootDirectory)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                String from =
                        rootDirectory.relativize(file.getParent()).toString().replace('/', '.');
                for (String line : Files.readAllLines(file)) {
                    if (line.startsWith("import ")) {
                        lines.add(new Line(file, from, line.replaceFirst("import (static )?([^;]+);.*", "$2")));
                    }
                }
            }
        }
        return new Imports(root, lines);
    }

    public boolean isOwn(Line line) {
        return line.name().startsWith(root + ".");
    }

    /** The package of an own import: what stands before the first part that begins with a capital. */
    public String target(Line line) {
        return line.name().substring(root.length() + 1).replaceFirst("(^|\\.)([A-Z].*|\\*)$", "");
    }

    /** Which packages each package imports, without itself. */
    public Map<String, Set<String>> arrows() {
        Map<String, Set<String>> arrows = new TreeMap<>();
        for (Line line : lines) {
            Set<String> targets = arrows.computeIfAbsent(line.from(), from -> new TreeSet<>());
            if (isOwn(line) && !target(line).equals(line.from())) {
                targets.add(target(line));
            }
        }
        return arrows;
    }
}
