package gateway.server.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Reads texts as if they were a file named {@code gw.yaml}. */
final class Yaml {
    /** The parts that no configuration can do without, for tests of the other ones. */
    static final String REST = """
            listeners: { http: { bind: ":8080" } }
            hosts: [{ names: ["*"], pool: app }]
            pools: { app: ["a:1"] }
            """;

    private Yaml() {}

    static LoadedConfig read(String text) {
        return read(text, Map.of());
    }

    static LoadedConfig read(String text, Map<String, String> environment) {
        try {
            return new ConfigReader(environment).readText(text, "gw.yaml", Path.of("/etc/gw"));
        } catch (InvalidConfigException e) {
            throw new AssertionError("refused: " + e.getMessage(), e);
        }
    }

    /** Problems as printed; empty when there is none. */
    static List<String> problems(String text) {
        return problems(text, Map.of());
    }

    static List<String> problems(String text, Map<String, String> environment) {
        return problems(new ConfigReader(environment), text);
    }

    static List<String> problems(ConfigReader reader, String text) {
        try {
            reader.readText(text, "gw.yaml", Path.of("/etc/gw"));
            return List.of();
        } catch (InvalidConfigException e) {
            return e.problems().stream().map(Problem::toString).toList();
        }
    }
}
