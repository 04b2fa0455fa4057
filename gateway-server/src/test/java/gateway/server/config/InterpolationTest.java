package gateway.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.Address;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InterpolationTest {
    private static final Map<String, String> ENVIRONMENT =
            Map.of("HOST", "web-1", "PORT", "8081", "EMPTY", "", "LOOP", "${LOOP}", "N", "3");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "\"${HOST}:${PORT}\"|web-1:8081",
                "\"${NONE:-b}:1\"|b:1",
                "\"${EMPTY:-b}:1\"|b:1",
                "\"${EMPTY}b:1\"|b:1",
                "\"${HOST:-b}:1\"|web-1:1",
                "\"${NONE:-[::1]:80}\"|[::1]:80",
            })
    void fillsVariablesIn(String written, String address) {
        String text = Yaml.REST.replace("\"a:1\"", written);

        assertThat(Yaml.read(text, ENVIRONMENT)
                        .config()
                        .pools()
                        .get(0)
                        .backends()
                        .get(0)
                        .address())
                .isEqualTo(Address.parse(address));
    }

    @Test
    void fillsNumbersInWithQuotesAndWithout() {
        assertThat(Yaml.read("workers: ${N}\n" + Yaml.REST, ENVIRONMENT)
                        .config()
                        .workers())
                .isEqualTo(3);
        assertThat(Yaml.read("workers: \"${N}\"\n" + Yaml.REST, ENVIRONMENT)
                        .config()
                        .workers())
                .isEqualTo(3);
    }

    @Test
    void fillsFilesInWithoutTheirLastNewline(@TempDir Path directory) throws Exception {
        Files.writeString(directory.resolve("secret"), "7\n");
        Files.writeString(directory.resolve("gw.yaml"), "workers: ${file:secret}\n" + Yaml.REST);

        assertThat(new ConfigReader(Map.of())
                        .read(directory.resolve("gw.yaml"))
                        .config()
                        .workers())
                .isEqualTo(7);
    }

    @Test
    void showsNothingOfAFileThatWasFilledIn(@TempDir Path directory) throws IOException {
        Files.writeString(directory.resolve("secret"), "hunter2\n");

        assertThat(Yaml.problems("request_id: ${file:" + directory + "/secret}\n" + Yaml.REST))
                .containsExactly("gw.yaml:1:13: error: request_id: \"${file:" + directory
                        + "/secret}\" (expected: trusted or keep)");
    }

    @Test
    void showsWhatAVariableStandsFor() {
        assertThat(Yaml.problems("request_id: ${HOST}\n" + Yaml.REST, ENVIRONMENT))
                .containsExactly("gw.yaml:1:13: error: request_id: \"${HOST}\", which is \"web-1\" now"
                        + " (expected: trusted or keep)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "${HOTS}|\"${HOTS}\" is not set (expected: an environment variable, or ${HOTS:-default}; did you mean HOST?)",
                "\"${\"|\"${\" has no closing brace (expected: ${VAR}, ${VAR:-default} or ${file:PATH}, or $${ for a plain ${)",
                "\"${a b}\"|\"${a b}\" (expected: ${VAR}, ${VAR:-default} or ${file:PATH}, or $${ for a plain ${)",
                "\"${A:-${B}}\"|\"${A:-${B}\" (expected: ${VAR}, ${VAR:-default} or ${file:PATH}, or $${ for a plain ${)",
                "\"${file:/none}\"|\"${file:/none}\" does not exist (expected: a file)",
            })
    void saysWhatIsWrongWithAVariable(String written, String message) {
        assertThat(Yaml.problems("request_id: " + written + "\n" + Yaml.REST, ENVIRONMENT))
                .containsExactly("gw.yaml:1:13: error: request_id: " + message);
    }

    @Test
    void looksNotAgainAtWhatWasFilledIn() {
        assertThat(Yaml.problems("request_id: ${LOOP}\n" + Yaml.REST, ENVIRONMENT))
                .containsExactly("gw.yaml:1:13: error: request_id: \"${LOOP}\" (expected: trusted or keep)");
    }

    @Test
    void boundsWhatVariablesStandFor() {
        Map<String, String> environment = new HashMap<>();
        environment.put("BIG", "x".repeat(1 << 20));
        String text = "trusted_proxies: [" + "\"${BIG}\", ".repeat(9) + "]\n" + Yaml.REST;

        assertThat(Yaml.problems(text, environment)).anySatisfy(problem -> assertThat(problem)
                .endsWith("trusted_proxies[8]: variables stand for more than 8388608 characters"));
    }

    @Test
    void leavesADoubledDollarAlone() {
        List<String> problems = Yaml.problems("request_id: $${HOST}\n" + Yaml.REST, ENVIRONMENT);

        assertThat(problems)
                .containsExactly("gw.yaml:1:13: error: request_id: \"$${HOST}\", which is \"${HOST}\" now"
                        + " (expected: trusted or keep)");
    }

    @Test
    void ignoresVariablesInKeysThatAreFree() {
        assertThat(Yaml.read("x-a: ${NONE}\n" + Yaml.REST).config().pools()).hasSize(1);
    }
}
