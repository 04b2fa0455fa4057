package gateway.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckCommandTest {
    private static final String GOOD = """
            listeners: { http: { bind: "127.0.0.1:8080" } }
            hosts: [{ names: ["*"], pool: web }]
            pools: { web: ["127.0.0.1:9000"] }
            """;
    private static final String STICKY = """
            listeners: { http: { bind: "127.0.0.1:8080" } }
            hosts: [{ names: ["*"], pool: web }]
            pools: { web: { backends: ["127.0.0.1:9000"], sticky: { cookie: LB_NODE } } }
            """;

    @TempDir
    Path directory;

    @Test
    void goodFileIsUsable() throws IOException {
        Path file = write("good.yaml", GOOD);

        Captured result = check("-c", "good.yaml");

        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo(file + ": usable, 0 errors, 0 warnings\n");
    }

    @Test
    void everyProblemIsALineWithItsPlace() throws IOException {
        Path file = write("bad.yaml", GOOD.replace("pool: web", "pool: wep").replace("bind:", "bindd:"));

        Captured result = check("-c", "bad.yaml");

        assertThat(result.code()).isEqualTo(78);
        assertThat(result.out())
                .contains(file + ":1:")
                .contains(file + ":2:")
                .contains("bindd")
                .contains("wep");
        assertThat(result.out()).contains(": not usable, 2 errors, 0 warnings");
    }

    @Test
    void warningsCountWithStrictOnly() throws IOException {
        write("sticky.yaml", STICKY);

        assertThat(check("-c", "sticky.yaml").code()).isZero();
        assertThat(check("-c", "sticky.yaml").out()).contains("warning: ");
        assertThat(check("-c", "sticky.yaml", "--strict").code()).isEqualTo(1);
    }

    @Test
    void aNameThatDoesNotResolveFailsWithStrictOnly() throws IOException {
        Path file = write("names.yaml", GOOD.replace("127.0.0.1:9000\"", "localhost:9000\", \"nowhere.invalid:80\""));

        assertThat(check("-c", "names.yaml").out()).isEqualTo(file + ": usable, 0 errors, 0 warnings\n");
        Captured strict = check("-c", "names.yaml", "--strict");
        assertThat(strict.code()).isEqualTo(1);
        assertThat(strict.out())
                .startsWith(file
                        + ":3:34: warning: pools.web.backends[1].address: name \"nowhere.invalid\" does not resolve")
                .endsWith("0 errors, 1 warning\n");
    }

    @Test
    void fileIsTakenFromTheEnvironmentThenFromTheDirectory() throws IOException {
        write("gateway.yaml", GOOD);
        Path other = write("other.yaml", GOOD);

        assertThat(check().out()).contains("gateway.yaml: usable");
        assertThat(Captured.run(directory, Map.of("GATEWAY_CONFIG", other.toString()), "check")
                        .out())
                .contains("other.yaml: usable");
    }

    @Test
    void missingFileIsABadConfiguration() {
        assertThat(check("-c", "none.yaml").code()).isEqualTo(78);
        assertThat(check("-c", "none.yaml").out()).contains("none.yaml");
        assertThat(check().code()).isEqualTo(78);
        assertThat(check().err()).contains("gateway.yaml").contains("expected: -c FILE");
    }

    @Test
    void aliasDoesTheSame() throws IOException {
        write("good.yaml", GOOD);

        assertThat(Captured.run(directory, Map.of(), "-t", "-c", "good.yaml").code())
                .isZero();
    }

    @Test
    void jsonHoldsThePlaces() throws IOException {
        write("bad.yaml", GOOD.replace("pool: web", "pool: wep"));

        Captured result = check("-c", "bad.yaml", "--format", "json");

        assertThat(result.code()).isEqualTo(78);
        assertThat(result.out())
                .startsWith("{\"file\":")
                .contains("\"errors\":1", "\"severity\":\"error\"", "\"line\":2", "\"path\":\"hosts[0].pool\"");
    }

    @Test
    void githubFormatIsWorkflowCommands() throws IOException {
        Path file = write("bad.yaml", GOOD.replace("pool: web", "pool: wep"));

        assertThat(check("-c", "bad.yaml", "--format", "github").out())
                .matches("(?s)::error file=" + file + ",line=2,col=\\d+::hosts\\[0]\\.pool: .*\n");
    }

    @Test
    void unknownKeysCanBeWarnings() throws IOException {
        write("new.yaml", GOOD + "shiny: true\n");

        assertThat(check("-c", "new.yaml").code()).isEqualTo(78);
        assertThat(check("-c", "new.yaml", "--unknown-keys=warn").code()).isZero();
    }

    private Path write(String name, String text) throws IOException {
        return Files.writeString(directory.resolve(name), text);
    }

    private Captured check(String... arguments) {
        String[] all = new String[arguments.length + 1];
        all[0] = "check";
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return Captured.run(directory, Map.of(), all);
    }
}
