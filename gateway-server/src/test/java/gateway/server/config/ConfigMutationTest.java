package gateway.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.server.TextMutator;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Files broken at random, the same way each time: {@code -Dmutations=100000} breaks more of them. */
class ConfigMutationTest {
    private static final int RUNS = Integer.getInteger("mutations", 2_000);
    private static final Path EXAMPLES =
            Path.of(Objects.requireNonNull(System.getProperty("repository.root"), "repository.root"), "config");

    @Test
    @Timeout(120)
    void everyFileIsReadOrHasProblemsThatNameTheirPlace() throws Exception {
        List<String> texts = examples();
        TextMutator mutator = new TextMutator(
                20_261_121,
                ":",
                "- ",
                "\n",
                "  ",
                "{",
                "}",
                "[",
                "]",
                "\"",
                "'",
                "#",
                "&a ",
                "*a",
                "<<: ",
                "!!int ",
                "!x ",
                "|",
                ">",
                "? ",
                "---\n",
                "\t",
                "\0",
                "${A}",
                "${A:-b}",
                "$",
                "off",
                "null",
                "~",
                "-1",
                "1e99",
                "99999999999999999999",
                "5s",
                "1KiB",
                "pools:",
                "include: [x]",
                "\uFEFF",
                "\uD800");

        for (int run = 0; run < RUNS; run++) {
            String text = mutator.mutate(texts.get(mutator.choose(texts.size())));
            try {
                new ConfigReader(Map.of()).readText(text, "gw.yaml", Path.of("/nowhere"));
            } catch (InvalidConfigException e) {
                assertThat(e.problems()).isNotEmpty().allSatisfy(problem -> assertThat(problem.toString())
                        .startsWith("gw.yaml:"));
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("run " + run + " on:\n" + text, e);
            }
        }
    }

    private static List<String> examples() throws IOException {
        try (Stream<Path> files = Files.list(EXAMPLES)) {
            List<Path> yaml = files.filter(file -> file.toString().endsWith(".yaml"))
                    .sorted()
                    .toList();
            List<String> texts = new java.util.ArrayList<>();
            for (Path file : yaml) {
                texts.add(Files.readString(file));
            }
            return texts;
        }
    }
}
