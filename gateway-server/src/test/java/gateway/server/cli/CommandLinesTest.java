package gateway.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CommandLinesTest {
    private static final List<String> COMMANDS =
            List.of("run", "check", "messages", "reload", "status", "config", "schema", "healthcheck", "version");

    @TempDir
    Path directory;

    @Test
    void helpListsEveryCommand() {
        Captured help = run("--help");

        assertThat(help.code()).isZero();
        assertThat(help.out()).contains(COMMANDS);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"run", "check", "messages", "reload", "status", "config", "schema", "healthcheck", "version"})
    void everyCommandHasHelp(String command) {
        Captured help = run(command, "--help");

        assertThat(help.code()).isZero();
        assertThat(help.out()).startsWith("Usage: gateway " + command).contains("-h, --help");
        assertThat(help.err()).isEmpty();
    }

    @Test
    void unknownCommandNamesTheNearestOne() {
        Captured result = run("relod");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("error: relod: no such command (expected: one of run, ")
                .endsWith("; did you mean reload?)" + System.lineSeparator());
    }

    @Test
    void noCommandSaysWhatIsExpected() {
        Captured result = run();

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err()).contains("run, check");
    }

    @Test
    void unknownOptionIsAUsageError() {
        Captured result = run("run", "--lisen", ":8080");

        assertThat(result.code()).isEqualTo(2);
        assertThat(result.err())
                .startsWith("error: --lisen: no such option (expected: ")
                .contains("; did you mean --listen?)");
    }

    @Test
    void wrongOptionsAreTwoLinesAndNoScreenOfHelp() {
        assertThat(run("run", "--listen").err().lines())
                .containsExactly(
                        "error: Missing required parameter for option '--listen' (ADDRESS)",
                        "gateway run --help says more");
        assertThat(run("check", "gateway.yaml").err())
                .startsWith("error: gateway.yaml: one argument too many (expected: ");
        assertThat(run("check", "--format", "xml").err()).contains("[text, json, github]");
        assertThat(run("run", "--unknown-keys", "maybe").err()).contains("[error, warn]");
        assertThat(run("--lisen").err()).startsWith("error: --lisen: no such option (expected: ");
    }

    @Test
    void versionNamesReleaseAndJava() {
        Captured result = run("version");

        assertThat(result.code()).isZero();
        assertThat(result.out()).matches("gateway \\S+ \\(Java [^)]+\\)\\R");
        assertThat(run("--version").out()).isEqualTo(result.out());
    }

    @Test
    void defaultsAreAUsableConfiguration() {
        Captured result = run("config", "--defaults");

        assertThat(result.code()).isZero();
        assertThat(result.out()).contains("max_concurrent: 50000").contains("client_head: 10s");
    }

    @Test
    void configWantsToKnowWhich() {
        assertThat(run("config").code()).isEqualTo(2);
        assertThat(run("config", "--defaults", "--running").code()).isEqualTo(2);
    }

    @Test
    void schemaIsJsonSchema() {
        Captured result = run("schema");

        assertThat(result.code()).isZero();
        assertThat(result.out()).startsWith("{").contains("https://json-schema.org/draft/2020-12/schema");
    }

    @Test
    void wrongAddressesAreUsageErrorsThatSayWhatIsExpected() {
        assertThat(run("run", "--listen", "8080", "--to", "a:1").err()).contains("--listen 8080: expected HOST:PORT");
        assertThat(run("run", "--to", "http://a:80").err()).contains("--to http://a:80: expected");
        assertThat(run("run", "--to", "a:0").err()).contains("--to a:0: port 0 (expected: 1 to 65535)");
        assertThat(run("run", "--to", "a:1", "--servers", "x").err()).contains("exclude each other");
        assertThat(run("run", "--to", "a:1", "-c", "x").code()).isEqualTo(2);
    }

    private Captured run(String... arguments) {
        return Captured.run(directory, Map.of(), arguments);
    }
}
