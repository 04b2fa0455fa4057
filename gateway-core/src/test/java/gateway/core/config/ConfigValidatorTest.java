package gateway.core.config;

import static gateway.core.config.Configs.config;
import static gateway.core.config.Configs.host;
import static gateway.core.config.Configs.listener;
import static gateway.core.config.Configs.pool;
import static gateway.core.config.Configs.prefix;
import static gateway.core.config.Configs.route;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.core.config.ListenerConfig.ConnectionConfig;
import gateway.core.config.ListenerConfig.Protocol;
import gateway.core.config.RouteConfig.MatchConfig;
import gateway.core.config.RouteConfig.ReplacePrefix;
import gateway.core.config.RouteConfig.RetryConfig;
import gateway.core.config.RouteConfig.StripPrefix;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigValidatorTest {
    private static final ListenerConfig HTTP = listener("http", ":80");
    private static final PoolConfig APP = pool("app", "web-1:8080", "[::1]:8080", "unix:/run/app.sock");

    @Test
    void acceptsASmallConfiguration() throws ConfigException {
        GatewayConfig config =
                config(List.of(HTTP), List.of(host("example.com", route("a", prefix("/a")))), List.of(APP));

        assertThat(problems(config)).isEmpty();
        ConfigValidator.require(config);
    }

    @Test
    void findsEveryProblemInOneGo() {
        GatewayConfig config = config(List.of(), List.of(), List.of());

        assertThat(problems(config))
                .containsExactly(
                        "listeners: none is given (expected: at least one, as in http: { bind: \":8080\" })",
                        "hosts: none is given (expected: at least one, as in - { names: [\"*\"], pool: app })",
                        "pools: none is given (expected: at least one, as in app: [127.0.0.1:8081])");
        assertThatThrownBy(() -> ConfigValidator.require(config))
                .isInstanceOfSatisfying(
                        ConfigException.class, e -> assertThat(e.problems()).hasSize(3));
    }

    @Test
    void namesAReferenceThatLeadsNowhereWithItsNeighbour() {
        RouteConfig route =
                new RouteConfig("a", MatchConfig.ANY, Optional.empty(), "shap", Optional.empty(), TimeoutConfig.NONE);
        VirtualHostConfig host = new VirtualHostConfig(
                List.of("*"), List.of("htp"), List.of(route), Optional.of("zzz"), TimeoutConfig.NONE);

        assertThat(problems(config(List.of(HTTP), List.of(host), List.of(pool("shop", "a:1"), pool("blog", "b:1")))))
                .contains(
                        "hosts[0].listeners[0]: unknown listener \"htp\" (expected one of: http; did you mean http?)",
                        "hosts[0].pool: unknown pool \"zzz\" (expected one of: shop, blog)",
                        "hosts[0].routes[0].pool: unknown pool \"shap\" (expected one of: shop, blog; did you mean shop?)");
    }

    @Test
    void refusesNamesThatAreGivenTwice() {
        GatewayConfig config = config(
                List.of(HTTP, listener("http", ":81")),
                List.of(host("*", route("r", prefix("/a")), route("r", prefix("/b")))),
                List.of(APP, pool("app", "a:1", "a:1")));

        assertThat(problems(config))
                .containsExactly(
                        "listeners.http: listener \"http\" is given twice (first at listeners.http)",
                        "hosts[0].routes[1]: route \"r\" is given twice (first at hosts[0].routes[0])",
                        "pools.app.backends[1].name: backend \"a:1\" is given twice (first at pools.app.backends[0].name)",
                        "pools.app: pool \"app\" is given twice (first at pools.app)");
    }

    @Test
    void refusesARouteWithTheNameOfTheHostsOwnPool() {
        assertThat(problems(config(List.of(HTTP), List.of(host("a.b", route("a.b", prefix("/a")))), List.of(APP))))
                .containsExactly("hosts[0].pool: route \"a.b\" is given twice (first at hosts[0].routes[0])");
    }

    @Test
    void refusesTwoRoutesThatMatchTheSame() {
        VirtualHostConfig host = host("*", route("a", MatchConfig.ANY), route("b", prefix("/")));

        assertThat(problems(config(List.of(HTTP), List.of(host), List.of(APP))))
                .containsExactly(
                        "hosts[0].routes[1]: match \"path_prefix /\" is given twice (first at hosts[0].routes[0])");
    }

    @Test
    void refusesAHostNameTwiceOnOneListenerOnly() {
        ListenerConfig other = listener("other", ":81");
        VirtualHostConfig onHttp = onListener("a.com", "http");
        VirtualHostConfig onOther = onListener("a.com", "other");

        assertThat(problems(config(List.of(HTTP, other), List.of(onHttp, onOther), List.of(APP))))
                .isEmpty();
        assertThat(problems(config(List.of(HTTP, other), List.of(onOther, host("a.com")), List.of(APP))))
                .containsExactly("hosts[1].names[0]: host name \"a.com\" is given twice on listener other"
                        + " (first at hosts[0].names[0])");
    }

    @ParameterizedTest
    @ValueSource(strings = {"*", "example.com", "*.example.com", "a_b.local", "localhost", "127.0.0.1", "[::1]"})
    void acceptsHostNames(String name) {
        assertThat(problems(config(List.of(HTTP), List.of(host(name)), List.of(APP))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Example.com",
                "example.com:80",
                "example.com.",
                "a..b",
                "*.",
                "*x.com",
                "a.*.com",
                "1.2.3",
                "::1",
                "http://a",
                "b\u00fccher.de",
                "-a.com",
                ""
            })
    void refusesWhatIsNoHostName(String name) {
        assertThat(problems(config(List.of(HTTP), List.of(host(name)), List.of(APP))))
                .contains("hosts[0].names[0]: \"" + name + "\" (expected: " + Forms.HOST_NAME + ")");
    }

    @ParameterizedTest
    @ValueSource(strings = {"10.0.0.0/8", "10.1.2.3", "::1", "fd00::/8", "::ffff:10.0.0.1", "0.0.0.0/0"})
    void acceptsNetworks(String network) {
        assertThat(Forms.isNetwork(network)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "10.0.0.0/33",
                "10.0.0",
                "fd00::/129",
                "fe80::1%eth0",
                "example.com",
                "10.0.0.0/",
                "10.0.0.0/08",
                "1.2.3.256",
                ""
            })
    void refusesWhatIsNoNetwork(String network) {
        ListenerConfig listener =
                new ListenerConfig("http", HTTP.bind(), Optional.of(List.of("10.0.0.1", network)), TimeoutConfig.NONE);

        assertThat(problems(config(List.of(listener), List.of(host("*")), List.of(APP))))
                .containsExactly(
                        "listeners.http.trusted_proxies[1]: \"" + network + "\" (expected: " + Forms.NETWORK + ")");
    }

    @Test
    void refusesAProtocolTwiceAndAnAgeOfNothing() {
        ListenerConfig listener = new ListenerConfig(
                "http",
                HTTP.bind(),
                Optional.empty(),
                TimeoutConfig.NONE,
                Optional.empty(),
                List.of(Protocol.H2, Protocol.H2),
                Optional.empty(),
                new ConnectionConfig(Duration.ZERO, 0),
                List.of());

        assertThat(problems(config(List.of(listener), List.of(host("*")), List.of(APP))))
                .containsExactly(
                        "listeners.http.protocols[1]: \"h2\" (expected: each protocol once)",
                        "listeners.http.connections.max_age: \"PT0S\" (expected: more than 0s, at most 365 days)",
                        "listeners.http.connections.max_requests: 0 (expected: at least 1)");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/a/b", "/a%20b", "/a;v=1,2:3@x!$&'()*+~", "/.well-known/"})
    void acceptsPaths(String path) {
        assertThat(Forms.isPath(path)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "/a b", "/a?b", "/a#b", "/%", "/%4", "/%zz", "/\u00fc", "/a\n", "/a\"", "/a\\b", "/<"})
    void refusesWhatIsNoPath(String path) {
        VirtualHostConfig host = host("*", route("a", new MatchConfig(Optional.of(path), Optional.empty())));

        assertThat(problems(config(List.of(HTTP), List.of(host), List.of(APP))))
                .containsExactly("hosts[0].routes[0].match.path: \"" + path + "\" (expected: " + Forms.PATH + ")");
    }

    @Test
    void refusesReplacePrefixWithoutAnythingToReplace() {
        RouteConfig route = new RouteConfig(
                "a",
                MatchConfig.ANY,
                Optional.of(new ReplacePrefix("/v2")),
                "app",
                Optional.of(new RetryConfig(6)),
                TimeoutConfig.NONE);

        assertThat(problems(config(List.of(HTTP), List.of(host("*", route)), List.of(APP))))
                .containsExactly(
                        "hosts[0].routes[0].rewrite.replace_prefix: \"/v2\" replaces nothing"
                                + " (expected: match.path or match.path_prefix beside it)",
                        "hosts[0].routes[0].retry.tries: 6 (expected: 1 to 5)");
    }

    @Test
    void refusesTwoMatchesAndAStripPrefixThatIsNoPath() {
        RouteConfig route = new RouteConfig(
                "a b",
                new MatchConfig(Optional.of("/a"), Optional.of("/a")),
                Optional.of(new StripPrefix("a")),
                "app",
                Optional.empty(),
                TimeoutConfig.NONE);

        assertThat(problems(config(List.of(HTTP), List.of(host("*", route)), List.of(APP))))
                .containsExactly(
                        "hosts[0].routes[0].name: \"a b\" (expected: " + Forms.NAME + ")",
                        "hosts[0].routes[0].match: path and path_prefix are both given (expected: one of them)",
                        "hosts[0].routes[0].rewrite.strip_prefix: \"a\" (expected: " + Forms.PATH + ")");
    }

    @Test
    void refusesAHostThatAnswersNothing() {
        VirtualHostConfig host =
                new VirtualHostConfig(List.of(), List.of(), List.of(), Optional.empty(), TimeoutConfig.NONE);

        assertThat(problems(config(List.of(HTTP), List.of(host), List.of(APP))))
                .containsExactly(
                        "hosts[0].names: none is given (expected: at least one, as in [example.com] or [\"*\"])",
                        "hosts[0]: no request can be answered (expected: routes, pool or redirect)");
    }

    private static VirtualHostConfig onListener(String name, String listener) {
        return new VirtualHostConfig(
                List.of(name), List.of(listener), List.of(), Optional.of("app"), TimeoutConfig.NONE);
    }

    private static List<String> problems(GatewayConfig config) {
        return ConfigValidator.validate(config).stream()
                .map(ConfigProblem::toString)
                .toList();
    }
}
