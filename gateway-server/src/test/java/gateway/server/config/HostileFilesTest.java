package gateway.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that are broken, or made to break the reader. */
@Timeout(60)
class HostileFilesTest {
    @Test
    void refusesBillionLaughs() {
        StringBuilder text = new StringBuilder("x-0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 10; i++) {
            String alias = "*a" + (i - 1);
            text.append(
                    "x-" + i + ": &a" + i + " [" + String.join(", ", java.util.Collections.nCopies(10, alias)) + "]\n");
        }

        assertThat(Yaml.problems(text.toString()))
                .containsExactly("gw.yaml:6:46: error: more than 1000000 values, those that aliases stand for included"
                        + " (expected: fewer)");
    }

    @Test
    void refusesDepthThatIsBuiltFromAliases() {
        String text = IntStream.range(1, 100)
                .mapToObj(i -> "x-" + i + ": &a" + i + " [*a" + (i - 1) + "]\n")
                .collect(Collectors.joining("", "x-0: &a0 [x]\n", ""));

        assertThat(Yaml.problems(text))
                .containsExactly("gw.yaml:63:13: error: nested more than 64 levels deep (expected: fewer)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"[", "{a: ", "- "})
    void refusesDeepNesting(String opening) {
        assertThat(Yaml.problems("x-a: " + (opening.equals("- ") ? "\n" : "") + opening.repeat(10_000)))
                .singleElement()
                .asString()
                .contains("nested more than 64 levels deep");
    }

    @Test
    void refusesDeepNestingInJson() {
        assertThat(Yaml.problems("{\"a\":".repeat(10_000)))
                .singleElement()
                .asString()
                .contains("nested more than 64 levels deep");
    }

    @Test
    void refusesLargeFiles() {
        assertThat(Yaml.problems("#".repeat(8 * 1024 * 1024 + 1)))
                .containsExactly("gw.yaml:1:1: error: larger than 8388608 bytes (expected: less)");
    }

    @Test
    void refusesManyValues() {
        assertThat(Yaml.problems("x-a: [" + "1,".repeat(1_000_001) + "]"))
                .singleElement()
                .asString()
                .contains("more than 1000000 values");
    }

    @Test
    void stopsShowingProblemsAfterAThousand() {
        String text = IntStream.range(0, 5_000).mapToObj(i -> "z" + i + ": 1\n").collect(Collectors.joining());

        assertThat(Yaml.problems(text))
                .hasSize(1_001)
                .endsWith("gw.yaml:1001:1: error: more than 1000 problems; the rest is not shown");
    }

    @Test
    void refusesAliasesThatContainThemselves() {
        assertThat(Yaml.problems("x-a: &a [*a]"))
                .containsExactly("gw.yaml:1:10: error: alias *a stands for a value that contains it");
    }

    @Test
    void refusesTags() {
        assertThat(Yaml.problems("x-a: !!java.net.URL [\"http://example.com\"]"))
                .containsExactly("gw.yaml:1:6: error: tag tag:yaml.org,2002:java.net.URL"
                        + " (expected: no tag; quotes around a text that begins with !)");
    }

    @Test
    void refusesASecondDocument() {
        assertThat(Yaml.problems("workers: 1\n---\nworkers: 2\n"))
                .containsExactly("gw.yaml:2:1: error: a second document begins here (expected: one document per file)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "listeners: { http: { bind: :8080 } }|1:28|expected the node content, but found ':'|\":8080\"",
                "listeners: { http: { bind: ${HOST}:8080 } }|1:29|expected ',' or '}', but got {|\"${HOST}:8080\"",
                "monitoring: { bind: [::1]:9902 }|1:22|expected the node content, but found ':'|\"[::1]:9902\"",
                "hosts: [{ names: [*.example.com] }]|1:20|unexpected character found .(46)|\"*.example.com\"",
                "x-a: { path: {id}/x }|1:18|expected ',' or '}', but got <scalar>|\"{id}/x\"",
                "request_id: @x|1:13|found character '@' that cannot start any token.|\"@x\"",
                "request_id: a: b|1:14|mapping values are not allowed here|\"a: b\"",
                "request_id: `x|1:13|found character '`' that cannot start any token.|\"`x\"",
                "request_id: *x|1:13|alias *x has no anchor &x before it|quotes around a text that begins with *",
            })
    void saysWhatToQuote(String line, String place, String problem, String quoted) {
        assertThat(Yaml.problems(line + "\n"))
                .singleElement()
                .asString()
                .startsWith("gw.yaml:" + place + ": error: ")
                .contains(problem)
                .contains("(expected: ")
                .contains(quoted);
    }

    @Test
    void saysThatTabsDoNotIndent() {
        assertThat(Yaml.problems("hosts:\n\t- names: [a]\n"))
                .singleElement()
                .asString()
                .startsWith("gw.yaml:2:1: error: no YAML: ")
                .endsWith("(expected: blanks at the beginning of a line, not tabs)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- a", "5", "\"x\""})
    void asksForAMapAtTheTop(String text) {
        assertThat(Yaml.problems(text))
                .singleElement()
                .asString()
                .startsWith("gw.yaml:1:1: error: a ")
                .endsWith("(expected: a map with keys such as listeners and pools)");
    }

    @Test
    void refusesKeysThatAreNoTexts() {
        assertThat(Yaml.problems("? [a]\n: b\n")).containsExactly("gw.yaml:1:3: error: a key is expected here");
    }

    @Test
    void namesThePlaceOfASlipInJson() throws Exception {
        try {
            new ConfigReader(java.util.Map.of())
                    .readText(
                            "{\n  \"backend_servers\": [\n    {\"ip\": }\n", "servers.conf", java.nio.file.Path.of(""));
        } catch (InvalidConfigException e) {
            assertThat(e.problems().get(0).toString())
                    .startsWith("servers.conf:3:12: error: no JSON: Unexpected character ('}'");
            return;
        }
        throw new AssertionError("accepted");
    }
}
