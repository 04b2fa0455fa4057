package gateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Which package may know which: reads the import lines of the main sources. */
class ImportDirectionTest {
    private static final Path SOURCES = Path.of("src/main/java");
    private static final String ROOT = "gateway.core";
    private static final Set<String> ALL_UPSTREAM =
            Set.of("upstream", "upstream.balance", "upstream.health", "upstream.resolve", "upstream.connection");

    /** For each package those that it may import; the root package may import all. */
    private static final Map<String, Set<String>> MAY_IMPORT = Map.of(
            "config", Set.of(),
            "timer", Set.of("config"),
            "http", Set.of("config"),
            "upstream", Set.of("config", "timer", "http"),
            "upstream.balance", Set.of("config", "timer", "http", "upstream"),
            "upstream.health", Set.of("config", "timer", "http", "upstream"),
            "upstream.resolve", Set.of("config", "timer", "http", "upstream"),
            "upstream.connection", Set.of("config", "timer", "http", "upstream"),
            "routing", union(Set.of("config", "timer", "http"), ALL_UPSTREAM),
            "proxy", union(Set.of("config", "timer", "http", "routing"), ALL_UPSTREAM));

    private static final Set<String> DOWNSTREAM = union(MAY_IMPORT.keySet(), Set.of());

    /** What core may use from outside; a regular expression library joins when regex rules do. */
    private static final List<String> LIBRARIES =
            List.of("java.", "jdk.net.", "io.netty.", "org.slf4j.", "org.jspecify.");

    @Test
    void noImportPointsBack() {
        List<String> wrong = new ArrayList<>();
        for (Path file : sourceFiles()) {
            String from = packageOf(file);
            for (String imported : imports(file)) {
                if (imported.startsWith(ROOT + ".") && !mayImport(from, packageOfType(imported))) {
                    wrong.add(file + ": " + name(from) + " may not import " + imported);
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void coreUsesNoOtherLibraries() {
        List<String> wrong = new ArrayList<>();
        for (Path file : sourceFiles()) {
            for (String imported : imports(file)) {
                if (!imported.startsWith(ROOT + ".") && LIBRARIES.stream().noneMatch(imported::startsWith)) {
                    wrong.add(file + ": " + imported + " (expected one of " + LIBRARIES + ")");
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void configKnowsTheJdkOnly() {
        List<String> wrong = new ArrayList<>();
        for (Path file : sourceFiles()) {
            for (String imported : imports(file)) {
                if (packageOf(file).equals("config") && imported.startsWith("io.netty.")) {
                    wrong.add(file + ": " + imported);
                }
            }
        }

        assertThat(wrong).isEmpty();
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        Set<String> packages = new TreeSet<>();
        sourceFiles().forEach(file -> packages.add(packageOf(file)));

        Set<String> ordered = new TreeSet<>(MAY_IMPORT.keySet());
        ordered.add("downstream");
        ordered.add("");
        assertThat(packages).isEqualTo(ordered);
    }

    @Test
    void everyPackageSaysWhatItIsWhatItMayImportAndWhereToStart() throws IOException {
        assertThat(PackageInfos.problems(SOURCES)).isEmpty();
    }

    private static boolean mayImport(String from, String to) {
        return switch (from) {
            case "" -> true;
            case "downstream" -> to.equals(from) || DOWNSTREAM.contains(to);
            default ->
                to.equals(from) || MAY_IMPORT.getOrDefault(from, Set.of()).contains(to);
        };
    }

    private static List<Path> sourceFiles() {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> imports(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.startsWith("import "))
                    .map(line -> line.substring("import ".length()).replaceFirst("^static ", ""))
                    .map(line -> line.substring(0, line.indexOf(';')))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The package of a source file below the root package; empty for the root package itself. */
    private static String packageOf(Path file) {
        Path root = SOURCES.resolve(ROOT.replace('.', '/'));
        return root.relativize(file.getParent()).toString().replace('/', '.');
    }

    /** The package of an imported name: what stands before the first part that begins with a capital. */
    private static String packageOfType(String imported) {
        String below = imported.substring(ROOT.length() + 1);
        StringBuilder packageName = new StringBuilder();
        for (String part : below.split("\\.", -1)) {
            if (Character.isUpperCase(part.charAt(0)) || part.equals("*")) {
                break;
            }
            packageName.append(packageName.isEmpty() ? "" : ".").append(part);
        }
        return packageName.toString();
    }

    private static String name(String packageName) {
        return packageName.isEmpty() ? "the root package" : packageName;
    }

    private static Set<String> union(Set<String> some, Set<String> more) {
        Set<String> all = new TreeSet<>(some);
        all.addAll(more);
        return all;
    }
}
