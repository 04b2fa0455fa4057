package gateway.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.PoolConfig;
import gateway.core.config.VirtualHostConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class IncludesTest {
    @TempDir
    private Path directory = Path.of("");

    @Test
    void mergesSectionsOfAllFiles() throws Exception {
        write(
                "gw.yaml",
                "include: [conf.d/*.yaml, more/one.yaml]\nlisteners: { http: { bind: \":1\" } }\ntimeouts: { total: 5s }\n");
        write("conf.d/b.yaml", "hosts: [{ names: [b], pool: b }]\npools: { b: [\"b:1\"] }\n");
        write(
                "conf.d/a.yaml",
                "hosts: [{ names: [a], pool: a }]\npools: { a: [\"a:1\"] }\ntimeouts: { connect: 1s }\n");
        write("conf.d/.hidden.yaml", "nonsense");
        write("more/one.yaml", "include: [two.yaml]\n");
        write("more/two.yaml", "hosts: [{ names: [c], pool: a }]\nadmin: { token_file: t }\n");

        LoadedConfig loaded = read();

        assertThat(loaded.config().hosts())
                .extracting(VirtualHostConfig::names)
                .containsExactly(List.of("a"), List.of("b"), List.of("c"));
        assertThat(loaded.config().pools()).extracting(PoolConfig::name).containsExactly("a", "b");
        assertThat(loaded.config().timeouts().total()).isEqualTo(Duration.ofSeconds(5));
        assertThat(loaded.config().timeouts().connect()).isEqualTo(Duration.ofSeconds(1));
        assertThat(loaded.config().admin().orElseThrow().tokenFile())
                .contains(directory.resolve("more/t").toString());
        assertThat(loaded.files())
                .extracting(file -> directory.relativize(file).toString())
                .containsExactly("gw.yaml", "conf.d/a.yaml", "conf.d/b.yaml", "more/one.yaml", "more/two.yaml");
    }

    @Test
    void showsBothPlacesOfANameThatTwoFilesGive() throws Exception {
        write("gw.yaml", "include: [a.yaml]\nworkers: 1\n" + Yaml.REST);
        write("a.yaml", "workers: 2\npools:\n  app: [\"b:1\"]\n");

        assertThat(problems())
                .containsExactly(
                        "a.yaml:1:1: error: workers: given twice in different files (first at gw.yaml:2:1)",
                        "a.yaml:3:3: error: pools.app: given twice in different files (first at gw.yaml:5:10)");
    }

    @Test
    void findsProblemsOfAllFilesInOneGo() throws Exception {
        write("gw.yaml", "include: [a.yaml, b.yaml]\nworkers: 0\n" + Yaml.REST);
        write("a.yaml", "pools: { x: { algorithm: y, backends: [\"a:1\"] } }\n");
        write("b.yaml", "hosts: [{ names: [b], pool: ap }]\n");

        assertThat(problems())
                .containsExactly(
                        "gw.yaml:2:10: error: workers: 0 (expected: a whole number, 1 to 1024, or auto)",
                        "a.yaml:1:26: error: pools.x.algorithm: \"y\" (expected: round-robin or least-connections)",
                        "b.yaml:1:29: error: hosts[1].pool: unknown pool \"ap\" (expected one of: app, x; did you mean app?)");
    }

    @Test
    void showsBothPlacesOfWhatIsGivenTwice() throws Exception {
        write("gw.yaml", "include: [a.yaml]\n" + Yaml.REST);
        write("a.yaml", "hosts: [{ names: [\"*\"], pool: app }]\n");

        assertThat(problems())
                .containsExactly(
                        "a.yaml:1:19: error: hosts[1].names[0]: host name \"*\" is given twice on listener http"
                                + " (first at gw.yaml:3:19)");
    }

    @Test
    void blamesNothingElseOnAFileThatCannotBeRead() throws Exception {
        write(
                "gw.yaml",
                "include: [a.yaml, missing.yaml]\nlisteners: { http: { bind: \":1\" } }\nhosts: [{ names: [b], pool: app }]\nworkers: 0\n");
        write("a.yaml", "pools: {{\n");

        assertThat(problems())
                .satisfiesExactlyInAnyOrder(
                        first -> assertThat(first).startsWith("a.yaml:2:1: error: no YAML"),
                        second -> assertThat(second).isEqualTo("gw.yaml:1:19: error: \"missing.yaml\" does not exist"),
                        third -> assertThat(third).startsWith("gw.yaml:4:10: error: workers: 0"));
    }

    @Test
    void refusesCyclesAndFilesThatAreIncludedTwice() throws Exception {
        write("gw.yaml", "include: [a.yaml]\n" + Yaml.REST);
        write("a.yaml", "include: [sub/../b.yaml, c.yaml, c.yaml]\n");
        write("b.yaml", "include: [gw.yaml]\n");
        write("c.yaml", "");
        Files.createDirectories(directory.resolve("sub"));

        assertThat(problems())
                .containsExactlyInAnyOrder(
                        "sub/../b.yaml:1:11: error: include[0]: \"sub/../gw.yaml\" includes itself, in the end (expected: no cycle)",
                        "a.yaml:1:34: error: include[2]: \"c.yaml\" is included twice (first at a.yaml:1:26)");
    }

    @Test
    void warnsOfAPatternThatStandsForNoFile() throws Exception {
        write("gw.yaml", "include: [none/*.yaml]\n" + Yaml.REST);

        assertThat(read().lints())
                .extracting(problem -> shown(problem.toString()))
                .containsExactly("gw.yaml:1:11: warning: include[0]: \"none/*.yaml\" stands for no file");
    }

    @Test
    void asksForFilesThatCanBeRead() throws Exception {
        assertThat(problems()).containsExactly("gw.yaml:1:1: error: \"gw.yaml\" does not exist");

        Files.createDirectories(directory.resolve("gw.yaml"));
        assertThat(problems()).containsExactly("gw.yaml:1:1: error: \"gw.yaml\" is a directory (expected: a file)");

        Files.delete(directory.resolve("gw.yaml"));
        Files.write(directory.resolve("gw.yaml"), new byte[] {'#', (byte) 0xff});
        assertThat(problems()).containsExactly("gw.yaml:1:1: error: \"gw.yaml\" is not UTF-8");
    }

    @Test
    void takesAByteOrderMarkForWhatItIs() throws Exception {
        write("gw.yaml", "\uFEFF" + Yaml.REST);

        assertThat(read().config().pools()).hasSize(1);
    }

    @Test
    void keepsAnchorsToTheirFile() throws Exception {
        write("gw.yaml", "include: [a.yaml]\nx-p: &p [\"a:1\"]\n" + Yaml.REST);
        write("a.yaml", "x-p: &q [\"b:1\"]\npools: { q: *q, r: *q }\n");

        assertThat(read().config().pools()).extracting(PoolConfig::name).containsExactly("app", "q", "r");
    }

    private LoadedConfig read() throws InvalidConfigException {
        return new ConfigReader(Map.of()).read(directory.resolve("gw.yaml"));
    }

    private List<String> problems() {
        try {
            read();
            return List.of();
        } catch (InvalidConfigException e) {
            return e.problems().stream()
                    .map(problem -> shown(problem.toString()))
                    .toList();
        }
    }

    /** Without the directory, which has another name each time. */
    private String shown(String problem) {
        return problem.replace(directory + "/", "");
    }

    private void write(String name, String text) throws IOException {
        Path file = directory.resolve(name);
        Path parent = file.getParent();
        if (parent != null) {
            Files.createDirectories(parent);
        }
        Files.writeString(file, text);
    }
}
