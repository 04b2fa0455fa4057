package gateway.it.wire;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** {@code docs/wire.md}: what is refused and why, made from the rules of the corpus. */
final class WirePage {
    static final Path PATH = Path.of(
            Objects.requireNonNull(System.getProperty("repository.root"), "repository.root"), "docs", "wire.md");

    private WirePage() {}

    static String text() throws IOException {
        return """
                # What it refuses and why

                Made from the rules of the corpus in `gateway-it/src/test/resources/wire`, where each rule stands above the cases that prove it; a
                test keeps this page in step (`-Dwire.page=write` writes it anew). "Others" says how nginx 1.22, HAProxy 2.6 and Caddy 2.6 differ,
                as far as it was measured.

                A refused request gets its answer and the connection is closed; nothing of it, or of what follows it, reaches a backend, but for the
                beginning of a body that turns out to be broken. The reason stands in the Proxy-Status field, in the answer's body and in the access log.

                ## Requests: refused

                %s
                ## Requests: served

                %s
                ## Backends' answers: refused

                A refused answer becomes a 502 or 504. When its head has gone to the client already, the client sees the body break off: the connection
                closes before the length or the last chunk, and where only the close would end the body, it is a reset.

                %s
                ## Backends' answers: passed on

                %s""".formatted(
                        refused(Corpus.requests()),
                        served(Corpus.requests()),
                        refused(Corpus.upstream()),
                        served(Corpus.upstream()));
    }

    private static String refused(List<WireCase> cases) {
        return "| rule | section | status | reason | cases | others |\n|---|---|---|---|---|---|\n"
                + counts(cases).entrySet().stream()
                        .filter(entry -> entry.getKey().status() != 0)
                        .map(entry -> row(
                                entry.getKey().title(),
                                entry.getKey().section(),
                                String.valueOf(entry.getKey().status()),
                                '`' + entry.getKey().reason() + '`',
                                entry.getValue().toString(),
                                entry.getKey().peers()))
                        .collect(Collectors.joining());
    }

    private static String served(List<WireCase> cases) {
        return "| rule | section | cases | others |\n|---|---|---|---|\n"
                + counts(cases).entrySet().stream()
                        .filter(entry -> entry.getKey().status() == 0)
                        .map(entry -> row(
                                entry.getKey().title(),
                                entry.getKey().section(),
                                entry.getValue().toString(),
                                entry.getKey().peers()))
                        .collect(Collectors.joining());
    }

    private static Map<Rule, Integer> counts(List<WireCase> cases) {
        Map<Rule, Integer> counts = new LinkedHashMap<>();
        cases.forEach(one -> counts.merge(one.rule(), 1, Integer::sum));
        return counts;
    }

    private static String row(String... cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    static void write() throws IOException {
        Files.createDirectories(PATH.getParent());
        Files.writeString(PATH, text());
    }
}
