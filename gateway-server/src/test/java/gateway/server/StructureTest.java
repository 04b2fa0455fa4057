package gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.Imports;
import gateway.core.PackageInfos;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/** How the packages of the server lie: no order is prescribed, but there is one. */
class StructureTest {
    private static final Path SOURCES = Path.of("src/main/java");

    @Test
    void noPackageImportsItselfThroughOthers() throws IOException {
        Map<String, Set<String>> arrows =
                Imports.read(SOURCES, "gateway.server").arrows();
        Set<String> inCircles = new TreeSet<>();
        for (String name : arrows.keySet()) {
            if (reachable(name, arrows).contains(name)) {
                inCircles.add(name);
            }
        }

        assertThat(inCircles).isEmpty();
        assertThat(arrows).isNotEmpty();
    }

    @Test
    void everyPackageSaysWhatItIsWhatItMayImportAndWhereToStart() throws IOException {
        assertThat(PackageInfos.problems(SOURCES)).isEmpty();
    }

    private static Set<String> reachable(String start, Map<String, Set<String>> arrows) {
        Set<String> reached = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>();
        open.add(start);
        while (!open.isEmpty()) {
            for (String next : arrows.getOrDefault(open.remove(), Set.of())) {
                if (reached.add(next)) {
                    open.add(next);
                }
            }
        }
        return reached;
    }
}
