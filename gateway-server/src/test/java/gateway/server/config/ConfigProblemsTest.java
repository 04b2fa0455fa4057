package gateway.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Messages to the letter, with their places. */
class ConfigProblemsTest {
    /** A line of YAML beside {@link Yaml#REST}, and the one message it deserves. */
    static List<List<String>> mistakes() {
        return List.of(
                List.of(
                        "worker: 2",
                        "gw.yaml:1:1: error: worker: unknown key \"worker\" (expected: include, workers, runtime,"
                                + " listeners, trusted_proxies, request_id, hosts, pools, limits, timeouts, access_log,"
                                + " monitoring or admin; did you mean workers?)"),
                List.of("workers: 0", "gw.yaml:1:10: error: workers: 0 (expected: a whole number, 1 to 1024, or auto)"),
                List.of(
                        "workers: 1025",
                        "gw.yaml:1:10: error: workers: 1025 (expected: a whole number, 1 to 1024, or auto)"),
                List.of(
                        "workers: \"4\"",
                        "gw.yaml:1:10: error: workers: \"4\" (expected: a whole number, 1 to 1024, or auto;"
                                + " a number without quotes)"),
                List.of(
                        "workers: [1]",
                        "gw.yaml:1:10: error: workers: a list is given (expected: a whole number, 1 to 1024, or auto;"
                                + " quotes around a text that begins with [)"),
                List.of(
                        "workers:",
                        "gw.yaml:1:9: error: workers: nothing is given (expected: a whole number, 1 to 1024, or auto)"),
                List.of(
                        "runtime: { transport: epol }",
                        "gw.yaml:1:23: error: runtime.transport: \"epol\" (expected: auto, epoll, io_uring or nio;"
                                + " did you mean epoll?)"),
                List.of("runtime: epoll", "gw.yaml:1:10: error: runtime: \"epoll\" (expected: a map with transport)"),
                List.of(
                        "request_id: always",
                        "gw.yaml:1:13: error: request_id: \"always\" (expected: trusted or keep)"),
                List.of(
                        "trusted_proxies: 10.0.0.0/8",
                        "gw.yaml:1:18: error: trusted_proxies: \"10.0.0.0/8\" (expected: a list; each item an address or a"
                                + " network such as 10.0.0.0/8; brackets around a single one)"),
                List.of(
                        "trusted_proxies: [10.0.0.1, 10.0.0.0/40]",
                        "gw.yaml:1:29: error: trusted_proxies[1]: \"10.0.0.0/40\" (expected: an address or a network such"
                                + " as 10.0.0.0/8 or fd00::/8)"),
                List.of(
                        "limits: { max_concurrent: lots }",
                        "gw.yaml:1:27: error: limits.max_concurrent: \"lots\" (expected: a whole number, at least 1, or off)"),
                List.of(
                        "limits: { header_size: 16K }",
                        "gw.yaml:1:24: error: limits.header_size: \"16K\" (expected: a size such as 16KiB, 10MB or 1GiB,"
                                + " 1KiB to 1MiB; a whole number and one of B KB KiB MB MiB GB GiB, no blank)"),
                List.of(
                        "limits: { header_size: 16 }",
                        "gw.yaml:1:24: error: limits.header_size: 16 (expected: a size such as 16KiB, 10MB or 1GiB,"
                                + " 1KiB to 1MiB; did you mean 16KiB?)"),
                List.of(
                        "limits: { header_size: 1B }",
                        "gw.yaml:1:24: error: limits.header_size: \"1B\" (expected: a size such as 16KiB, 10MB or 1GiB,"
                                + " 1KiB to 1MiB)"),
                List.of(
                        "limits: { body_size: 10 }",
                        "gw.yaml:1:22: error: limits.body_size: 10 (expected: a size such as 16KiB, 10MB or 1GiB, or off;"
                                + " did you mean 10B or 10KiB?)"),
                List.of(
                        "limits: { connections: 5 }",
                        "gw.yaml:1:11: error: limits.connections: unknown key \"connections\" (expected: max_concurrent,"
                                + " header_size, response_header_size or body_size)"),
                List.of(
                        "timeouts: { total: 5 }",
                        "gw.yaml:1:20: error: timeouts.total: 5 (expected: a duration such as 5s, 250ms, 10m or 1h, or off;"
                                + " did you mean 5s?)"),
                List.of(
                        "timeouts: { total: 0s }",
                        "gw.yaml:1:20: error: timeouts.total: \"PT0S\" (expected: more than 0s, at most 365 days)"),
                List.of(
                        "timeouts: { queue: 5s }",
                        "gw.yaml:1:13: error: timeouts.queue: unknown key \"queue\" (expected: client_head, client_idle,"
                                + " client_body, client_write, tls_handshake, connect, response_head, response_stall, total, tunnel,"
                                + " pre_stop or drain)"),
                List.of(
                        "access_log: { format: jsn }",
                        "gw.yaml:1:23: error: access_log.format: \"jsn\" (expected: json or combined; did you mean json?)"),
                List.of(
                        "access_log: { keep: [error] }",
                        "gw.yaml:1:22: error: access_log.keep[0]: \"error\" (expected: all, errors or a threshold such as"
                                + " \"slow>1s\"; did you mean errors?)"),
                List.of(
                        "access_log: on",
                        "gw.yaml:1:13: error: access_log: \"on\" (expected: a map with format, path, keep, or off)"),
                List.of(
                        "monitoring: {}",
                        "gw.yaml:1:13: error: monitoring.bind: is missing (expected: an address such as \":8080\","
                                + " \"127.0.0.1:8080\", \"[::1]:8080\" or unix:/run/gw.sock)"),
                List.of(
                        "monitoring: { bind: 9902 }",
                        "gw.yaml:1:21: error: monitoring.bind: 9902 (expected: an address such as \":8080\","
                                + " \"127.0.0.1:8080\", \"[::1]:8080\" or unix:/run/gw.sock; did you mean \":9902\"?)"),
                List.of(
                        "monitoring: { bind: \":8080\" }",
                        "gw.yaml:1:21: error: monitoring.bind: address \":8080\" is given twice (first at"
                                + " gw.yaml:2:28)"),
                List.of(
                        "admin: { bind: \":9901\" }",
                        "gw.yaml:1:16: error: admin.bind: \":9901\" can be reached from other machines (expected:"
                                + " token_file beside it, or an address such as 127.0.0.1:9901)"),
                List.of(
                        "include: conf.d/*.yaml",
                        "gw.yaml:1:10: error: include: a single value (expected: a list of files, as in [conf.d/*.yaml])"));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void namesPlaceValueAndExpectationOfOneMistake(List<String> mistake) {
        assertThat(Yaml.problems(mistake.get(0) + "\n" + Yaml.REST)).containsExactly(mistake.get(1));
    }

    @Test
    void refusesProtocolsThatAreNotSpokenAndConnectionsThatServeNothing() {
        assertThat(Yaml.problems("""
                listeners:
                  http:
                    bind: ":8080"
                    protocols: [h3]
                    connections: { max_age: 0s, max_requests: 0 }
                hosts: [{ names: ["*"], pool: app }]
                pools: { app: ["a:1"] }
                """))
                .containsExactly(
                        "gw.yaml:4:17: error: listeners.http.protocols[0]: \"h3\" (expected: h2 or http/1.1)",
                        "gw.yaml:5:29: error: listeners.http.connections.max_age: \"PT0S\" (expected: more than 0s, at most 365 days)",
                        "gw.yaml:5:47: error: listeners.http.connections.max_requests: 0 (expected: a whole number, at least 1, or off)");
    }

    @Test
    void findsTheMistakesOfAllPartsInOneGo() {
        assertThat(Yaml.problems("""
                listner:
                  http: { bnid: ":8080" }
                hosts:
                  - names: [Shop.Example.com., "a b"]
                    listeners: [htp]
                    pool: shp
                    timeouts: { drain: 5s }
                pools:
                  shop:
                    algorithm: fastest
                """))
                .extracting(problem -> problem.substring(0, problem.indexOf(" (")))
                .containsExactly(
                        "gw.yaml:1:1: error: listner: unknown key \"listner\"",
                        "gw.yaml:2:11: error: listeners.http.bnid: unknown key \"bnid\"",
                        "gw.yaml:4:32: error: hosts[0].names[1]: \"a b\"",
                        "gw.yaml:5:17: error: hosts[0].listeners[0]: unknown listener \"htp\"",
                        "gw.yaml:6:11: error: hosts[0].pool: unknown pool \"shp\"",
                        "gw.yaml:7:17: error: hosts[0].timeouts.drain: drain cannot be set here",
                        "gw.yaml:10:5: error: pools.shop.backends: is missing",
                        "gw.yaml:10:16: error: pools.shop.algorithm: \"fastest\"");
    }

    @Test
    void saysWhatAnEmptyFileLacks() {
        assertThat(Yaml.problems("# nothing\n"))
                .containsExactly(
                        "gw.yaml:1:1: error: listeners: none is given (expected: at least one, as in http: { bind: \":8080\" })",
                        "gw.yaml:1:1: error: hosts: none is given (expected: at least one, as in - { names: [\"*\"], pool: app })",
                        "gw.yaml:1:1: error: pools: none is given (expected: at least one, as in app: [127.0.0.1:8081])");
    }

    @Test
    void refusesAKeyThatIsGivenTwice() {
        assertThat(Yaml.problems(Yaml.REST + "workers: 1\nworkers: 2\n"))
                .containsExactly("gw.yaml:5:1: error: workers: key is given twice (first at gw.yaml:4:1)");
        assertThat(Yaml.problems(Yaml.REST.replace("app: [\"a:1\"]", "app: [\"a:1\"], app: [\"b:1\"]")))
                .containsExactly("gw.yaml:3:24: error: pools.app: key is given twice (first at gw.yaml:3:10)");
    }

    @Test
    void refusesRoutesOfWhichOneCanNeverWin() {
        assertThat(Yaml.problems("""
                listeners: { http: { bind: ":8080" } }
                hosts:
                  - names: ["*"]
                    routes: [{ pool: app, match: { path: /a } }, { name: b, pool: app, match: { path: /a } }]
                  - names: ["*"]
                    pool: app
                pools: { app: ["a:1"] }
                """))
                .containsExactly(
                        "gw.yaml:4:50: error: hosts[0].routes[1]: match \"path /a\" is given twice (first at gw.yaml:4:14)",
                        "gw.yaml:5:13: error: hosts[1].names[0]: host name \"*\" is given twice on listener http"
                                + " (first at gw.yaml:3:13)");
    }

    @Test
    void findsPlacesOfNamesWithDots() {
        assertThat(Yaml.problems("""
                listeners: { "a.b": { bind: ":8080" } }
                hosts: [{ names: ["*"], pool: x.y }]
                pools:
                  x: ["a:1"]
                  x.y:
                    backends: [{ name: n, address: ":1" }]
                """))
                .containsExactly("gw.yaml:6:36: error: pools.x.y.backends[0].address: \":1\""
                        + " (expected: a host name or an IP address before the port)");
    }

    @Test
    void shortensLongValuesAndShowsNoControlCharacters() {
        assertThat(Yaml.problems("request_id: \"" + "x".repeat(500) + "\"\n" + Yaml.REST))
                .containsExactly(
                        "gw.yaml:1:13: error: request_id: \"" + "x".repeat(80) + "...\" (expected: trusted or keep)");
        assertThat(Yaml.problems("request_id: \"a\\e[31m\\n\"\n" + Yaml.REST))
                .containsExactly("gw.yaml:1:13: error: request_id: \"a?[31m?\" (expected: trusted or keep)");
    }

    @Test
    void passesOverUnknownKeysWithAWarningWhenAsked() throws Exception {
        ConfigReader reader = new ConfigReader(Map.of()).warningOfUnknownKeys();
        LoadedConfig loaded = reader.readText("tls: {}\nworker: 3\n" + Yaml.REST, "gw.yaml", java.nio.file.Path.of(""));

        assertThat(loaded.config().workers()).isZero();
        assertThat(loaded.lints())
                .extracting(Problem::toString)
                .satisfiesExactly(
                        first -> assertThat(first).startsWith("gw.yaml:1:1: warning: tls: unknown key \"tls\""),
                        second ->
                                assertThat(second).startsWith("gw.yaml:2:1: warning: worker: unknown key \"worker\""));
        assertThat(Yaml.problems(reader, "worker: 3\nworkers: 0\n" + Yaml.REST)).hasSize(2);
    }
}
