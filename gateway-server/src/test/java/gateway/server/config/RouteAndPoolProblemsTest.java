package gateway.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Messages about routes and pools to the letter, with their places. */
class RouteAndPoolProblemsTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "respond",
                "split",
                "request_headers",
                "response_headers",
                "allow",
                "deny",
                "cors",
                "rate_limit",
                "basic_auth",
                "jwt",
                "forward_auth",
                "body_size",
                "compress",
                "mirror",
                "error_pages",
                "priority"
            })
    void refusesKeysOfARouteThatAreNotBuiltYet(String key) {
        assertThat(Yaml.problems(routes("{ pool: app, " + key + ": {} }")))
                .containsExactly("gw.yaml:4:22: error: hosts[0].routes[0]." + key + ": unknown key \"" + key
                        + "\" (expected: name, match, rewrite, retry, timeouts, upgrades, pool or redirect)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"resolve", "host", "health_check", "slow_start", "limits", "protocol", "hash"})
    void refusesKeysOfAPoolThatAreNotBuiltYet(String key) {
        assertThat(Yaml.problems("""
                listeners: { http: { bind: ":8080" } }
                hosts: [{ names: ["*"], pool: app }]
                pools:
                  app:
                    backends: ["a:1"]
                    %s: {}
                """.formatted(key)))
                .singleElement()
                .asString()
                .startsWith("gw.yaml:6:5: error: pools.app." + key + ": unknown key \"" + key
                        + "\" (expected: algorithm, backends, sticky, passive_health, connections, tls,"
                        + " proxy_protocol or timeouts");
    }

    @Test
    void aRouteHasOneActionOnly() {
        assertThat(Yaml.problems(routes("{ name: r, pool: app, redirect: { scheme: https } }")))
                .containsExactly("gw.yaml:4:9: error: hosts[0].routes[0]: pool and redirect are both given"
                        + " (expected: one of them)");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ retry: { on: [503] }, pool: app }|4:20|retry.on|unknown key \"on\" (expected: tries)",
                "{ rewrite: { template: /x }, pool: app }|4:22|rewrite.template|unknown key \"template\""
                        + " (expected: strip_prefix or replace_prefix)",
                "{ rewrite: { strip_prefx: /x }, pool: app }|4:22|rewrite.strip_prefx|unknown key \"strip_prefx\""
                        + " (expected: strip_prefix or replace_prefix; did you mean strip_prefix?)",
                "{ match: { methods: [GET] }, pool: app }|4:20|match.methods|unknown key \"methods\""
                        + " (expected: path or path_prefix)",
                "{ match: { path: x }, pool: app }|4:26|match.path|\"x\" (expected: a path that begins with / and has no"
                        + " blank, ?, # or broken % escape)",
                "{ match: { path: /, path_prefix: / }, pool: app }|4:18|match|path and path_prefix are both given"
                        + " (expected: one of them)",
                "{ name: r }|4:9|pool|is missing (expected: the name of a pool, or redirect instead)",
                "{ redirect: { scheme: ftp } }|4:31|redirect.scheme|\"ftp\" (expected: http or https)",
                "{ redirect: { scheme: https, to: /x } }|4:38|redirect.to|unknown key \"to\" (expected: scheme)",
                "{ redirect: { scheme: https }, retry: { tries: 1 } }|4:47|retry|has no effect beside redirect"
                        + " (expected: a pool, or no such key)",
                "{ redirect: { scheme: http } }|4:31|redirect.scheme|\"http\" leads back to listener http for ever"
                        + " (expected: listeners beside names that leave it out)",
                "{ upgrades: [h2c], pool: app }|4:22|upgrades[0]|\"h2c\" (expected: a protocol of the Upgrade field such"
                        + " as websocket or SPDY/3.1, and not HTTP itself)",
                "{ upgrades: on, pool: app }|4:21|upgrades|\"on\" (expected: a list; each item a protocol"
                        + " such as websocket, or off; brackets around a single one)",
                "{ rewrite: { strip_prefix: /a, replace_prefix: /b }, pool: app }|4:20|rewrite|strip_prefix and"
                        + " replace_prefix are both given (expected: one of them)",
                "{ rewrite: { replace_prefix: /b }, pool: app }|4:38|rewrite.replace_prefix|\"/b\" replaces nothing"
                        + " (expected: match.path or match.path_prefix beside it)",
                "{ retry: { tries: 6 }, pool: app }|4:27|retry.tries|6 (expected: a whole number, 1 to 5)",
                "{ timeouts: { client_head: 5s }, pool: app }|4:23|timeouts.client_head|client_head cannot be set here"
                        + " (expected: at the top level or on a listener)",
                "{ timeouts: { drain: 5s }, pool: app }|4:23|timeouts.drain|drain cannot be set here (expected: at the top"
                        + " level)",
                "{ match: { path: {id} }, pool: app }|4:26|match.path|a map is given (expected: a path such as /api; quotes"
                        + " around a text that begins with {)",
                "{ pool: ap }|4:17|pool|unknown pool \"ap\" (expected one of: app; did you mean app?)",
                "{ pol: app }|4:11|pol|unknown key \"pol\" (expected: name, match, rewrite, retry, timeouts,"
                        + " upgrades, pool or redirect; did you mean pool?)",
            })
    void namesPlaceAndPathOfAMistakeInARoute(String route, String place, String path, String message) {
        assertThat(Yaml.problems(routes(route)))
                .first()
                .isEqualTo("gw.yaml:" + place + ": error: hosts[0].routes[0]." + path + ": " + message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{ backends: [web-1] }|3:21|backends[0]|\"web-1\" (expected: an address such as web-1:8080,"
                        + " \"[::1]:8080\" or unix:/run/app.sock, or a map with name, address; a port after the host)",
                "{ backends: [\"http://a:1\"] }|3:21|backends[0]|\"http://a:1\" (expected: an address such as web-1:8080,"
                        + " \"[::1]:8080\" or unix:/run/app.sock, or a map with name, address; no scheme and no path)",
                "{ backends: [web-1: 80] }|3:21|backends[0]|a map is given (expected: an address such as web-1:8080,"
                        + " \"[::1]:8080\" or unix:/run/app.sock, or a map with name, address; did you mean web-1:80, without"
                        + " a blank?)",
                "{ backends: [{ name: a, weight: 3, address: \"a:1\" }] }|3:32|backends[0].weight|unknown key \"weight\""
                        + " (expected: name or address)",
                "{ backends: [\"a:1\", { name: \"a:1\", address: \"b:1\" }] }|3:36|backends[1].name|backend \"a:1\" is"
                        + " given twice (first at gw.yaml:3:21)",
                "[\"a:1\", \"a:1\"]|3:16|backends[1].name|backend \"a:1\" is given twice (first at" + " gw.yaml:3:9)",
                "[]|3:8|backends|none is given (expected: at least one, as in [127.0.0.1:8081])",
                "{ backends: [\":80\"] }|3:21|backends[0].address|\":80\" (expected: a host name or an IP address before the"
                        + " port)",
                "{ algorithm: round_robin, backends: [\"a:1\"] }|3:21|algorithm|\"round_robin\" (expected: round-robin or"
                        + " least-connections; did you mean round-robin?)",
                "{ algorithm: p2c, backends: [\"a:1\"] }|3:21|algorithm|\"p2c\" (expected: round-robin or"
                        + " least-connections)",
                "{ sticky: yes, backends: [\"a:1\"] }|3:18|sticky|\"yes\" (expected: a map with cookie, or off)",
                "{ passive_health: { consecutive: 0 }, backends: [\"a:1\"] }|3:41|passive_health.consecutive|0 (expected: a"
                        + " whole number, 1 to 1000000)",
                "{ connections: { max_age: 5s }, backends: [\"a:1\"] }|3:25|connections.max_age|unknown key \"max_age\""
                        + " (expected: keepalive or max_idle)",
                "{ timeouts: { client_idle: 5s }, backends: [\"a:1\"] }|3:22|timeouts.client_idle|client_idle cannot be set"
                        + " here (expected: at the top level or on a listener)",
            },
            quoteCharacter = '§')
    void namesPlaceAndPathOfAMistakeInAPool(String pool, String place, String path, String message) {
        String text = """
                listeners: { http: { bind: ":8080" } }
                pools:
                  app: %s
                hosts: [{ names: ["*"], pool: app }]
                """.formatted(pool);

        assertThat(Yaml.problems(text))
                .containsExactly("gw.yaml:" + place + ": error: pools.app." + path + ": " + message);
    }

    @Test
    void asksForACookieNameThatBrowsersTake() {
        assertThat(Yaml.problems(
                        Yaml.REST.replace("[\"a:1\"]", "{ backends: [\"a:1\"], sticky: { cookie: \"a b\" } }")))
                .containsExactly("gw.yaml:3:54: error: pools.app.sticky.cookie: \"a b\" (expected: a cookie name:"
                        + " letters, digits and !#$%&'*+-.^_`|~)");
    }

    private static String routes(String route) {
        return """
                listeners: { http: { bind: ":8080" } }
                hosts: [{ names: ["*"],
                  routes: [
                        %s] }]
                pools: { app: ["a:1"] }
                """.formatted(route);
    }
}
