package gateway.core;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** Which package of core may know which. */
class ImportDirectionTest {
    private static final Path SOURCES = Path.of("src/main/java");

    /** Each line may import those before it; names on one line do not know each other. The empty name is the root package. */
    private static final List<Set<String>> ORDER = List.of(
            Set.of("config"),
            Set.of("timer", "http"),
            Set.of("channel", "http2", "codec", "proxyprotocol"),
            Set.of("upstream"),
            Set.of("tls"),
            Set.of("upstream.balance", "upstream.health", "upstream.resolve", "upstream.connection"),
            Set.of("routing"),
            Set.of("proxy"),
            Set.of("downstream.tls"),
            Set.of("downstream"),
            Set.of(""));

    /** What core may use from outside; a regular expression library joins when regex rules do. */
    private static final List<String> LIBRARIES = List.of(
            "java.",
            "javax.net.ssl.",
            "javax.security.",
            "javax.naming.",
            "jdk.net.",
            "io.netty.",
            "org.slf4j.",
            "org.jspecify.");

    private final Imports imports = read();

    @Test
    void noImportPointsBack() {
        Map<String, Set<String>> wrong = new TreeMap<>();
        imports.arrows().forEach((from, targets) -> {
            Set<String> forbidden = new TreeSet<>(targets);
            forbidden.removeAll(mayImport(from));
            if (!forbidden.isEmpty()) {
                wrong.put(from, forbidden);
            }
        });

        assertThat(wrong).isEmpty();
    }

    @Test
    void everyPackageHasItsPlaceInTheOrder() {
        Set<String> ordered = new TreeSet<>();
        ORDER.forEach(ordered::addAll);

        assertThat(imports.arrows()).containsOnlyKeys(ordered);
    }

    @Test
    void coreUsesNoOtherLibraries() {
        List<Imports.Line> wrong = imports.lines().stream()
                .filter(line -> !imports.isOwn(line))
                .filter(line -> LIBRARIES.stream().noneMatch(line.name()::startsWith))
                .toList();

        assertThat(wrong).isEmpty();
    }

    @Test
    void configKnowsNoNetty() {
        List<Imports.Line> wrong = imports.lines().stream()
                .filter(line -> line.from().equals("config") && line.name().startsWith("io.netty."))
                .toList();

        assertThat(wrong).isEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsWhatItMayImportAndWhereToStart() throws IOException {
        assertThat(PackageInfos.problems(SOURCES)).isEmpty();
    }

    private static Set<String> mayImport(String from) {
        Set<String> before = new TreeSet<>();
        for (Set<String> line : ORDER) {
            if (line.contains(from)) {
                break;
            }
            before.addAll(line);
        }
        return before;
    }

    private static Imports read() {
        try {
            return Imports.read(SOURCES, "gateway.core");
        } catch (IOException e) {
            throw new AssertionError("no sources in " + SOURCES.toAbsolutePath(), e);
        }
    }
}
