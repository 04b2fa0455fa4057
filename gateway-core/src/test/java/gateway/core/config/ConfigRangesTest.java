package gateway.core.config;

import static gateway.core.config.Configs.config;
import static gateway.core.config.Configs.host;
import static gateway.core.config.Configs.listener;
import static gateway.core.config.Configs.pool;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.GatewayConfig.AdminConfig;
import gateway.core.config.GatewayConfig.MonitoringConfig;
import gateway.core.config.PoolConfig.AffinityConfig;
import gateway.core.config.PoolConfig.ConnectionConfig;
import gateway.core.config.PoolConfig.OutlierConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Addresses, time-outs and ranges. */
class ConfigRangesTest {
    private static final ListenerConfig HTTP = listener("http", ":80");
    private static final PoolConfig APP = pool("app", "web-1:8080", "[::1]:8080", "unix:/run/app.sock");

    @Test
    void refusesAddressesThatAreBoundTwice() {
        GatewayConfig config = config(
                List.of(
                        listener("a", ":80", "127.0.0.1:0"),
                        listener("b", "127.0.0.1:0", ":80"),
                        listener("c", "a b:1".replace(' ', '!'))),
                List.of(host("*")),
                List.of(APP));

        assertThat(problems(config))
                .containsExactly(
                        "listeners.c.bind[0]: \"a!b:1\" (expected: an IP address or a host name before the port)",
                        "listeners.b.bind[1]: address \":80\" is given twice (first at listeners.a.bind[0])");
    }

    @ParameterizedTest
    @ValueSource(strings = {":9901", "0.0.0.0:9901", "10.0.0.1:9901", "[::]:9901", "example.com:9901"})
    void refusesAnAdminPortForTheWorldWithoutAToken(String address) {
        Address bind = Address.parse(address);

        assertThat(problems(config(new AdminConfig(bind, Optional.empty()))))
                .containsExactly("admin.bind: \"" + bind + "\" can be reached from other machines (expected: token_file"
                        + " beside it, or an address such as 127.0.0.1:9901)");
        assertThat(problems(config(new AdminConfig(bind, Optional.of("token")))))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1:9901", "127.9.9.9:1", "[::1]:9901", "localhost:9901", "unix:/run/g.sock"})
    void acceptsAnAdminPortOnLoopback(String address) {
        assertThat(problems(config(new AdminConfig(Address.parse(address), Optional.empty()))))
                .isEmpty();
    }

    @Test
    void refusesTimeoutsOnTheWrongLevel() {
        PoolConfig pool = withTimeouts(APP, timeouts(Duration.ofSeconds(1), null, Duration.ofSeconds(1)));

        assertThat(problems(config(List.of(HTTP), List.of(host("*")), List.of(pool))))
                .containsExactly(
                        "pools.app.timeouts.client_head: client_head has no effect here"
                                + " (expected: at the top level or on a listener)",
                        "pools.app.timeouts.drain: drain has no effect here (expected: at the top level)");
    }

    @Test
    void refusesTimeoutsOfNoLength() {
        assertThat(problems(config(timeouts(Duration.ZERO, Duration.ZERO, Duration.ZERO))))
                .containsExactly("timeouts.client_head: \"PT0S\" (expected: more than 0s, at most 365 days)");
        assertThat(problems(config(timeouts(TimeoutConfig.OFF, TimeoutConfig.OFF, TimeoutConfig.OFF))))
                .containsExactly("timeouts.pre_stop: \"off\" (expected: a duration such as 5s)");
        assertThat(problems(config(timeouts(Duration.ofDays(366), null, null)))).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "a b:1,false",
        "web_1.local:80,true",
        "1.2.3:80,false",
        ":80,false",
        "web:0,false",
        "'[fe80::1]:80',true"
    })
    void asksForBackendsThatCanBeConnectedTo(String address, boolean accepted) {
        Address parsed = address.contains(" ") ? Address.tcp("a b", 1) : Address.parse(address);
        PoolConfig pool = new PoolConfig(
                "app",
                APP.algorithm(),
                List.of(new PoolConfig.BackendConfig("n", parsed)),
                Optional.empty(),
                OutlierConfig.OFF,
                ConnectionConfig.DEFAULT,
                TimeoutConfig.NONE);

        assertThat(problems(config(List.of(HTTP), List.of(host("*")), List.of(pool)))
                        .isEmpty())
                .isEqualTo(accepted);
    }

    @Test
    void checksTheRangesOfAPool() {
        PoolConfig pool = new PoolConfig(
                "a/b",
                APP.algorithm(),
                List.of(),
                Optional.of(new AffinityConfig("a;b")),
                new OutlierConfig(-1, Optional.of(Duration.ZERO)),
                new ConnectionConfig(Duration.ZERO, -1),
                TimeoutConfig.NONE);

        assertThat(problems(config(List.of(HTTP), List.of(host("*")), List.of(APP, pool))))
                .extracting(problem -> problem.substring(0, problem.indexOf(": ")))
                .containsExactly(
                        "pools.a/b",
                        "pools.a/b.backends",
                        "pools.a/b.sticky.cookie",
                        "pools.a/b.passive_health.consecutive",
                        "pools.a/b.passive_health.down_for",
                        "pools.a/b.connections.keepalive",
                        "pools.a/b.connections.max_idle");
    }

    @Test
    void checksTheRangesOfTheProcess() {
        GatewayConfig base = config(List.of(HTTP), List.of(host("*")), List.of(APP));
        GatewayConfig config = new GatewayConfig(
                -1,
                base.transport(),
                base.listeners(),
                List.of("x"),
                base.requestId(),
                base.hosts(),
                base.pools(),
                new LimitConfig(0, 10, 1 << 30, -1),
                base.timeouts(),
                new AccessLogConfig(
                        AccessLogConfig.Format.JSON,
                        "",
                        List.of(new AccessLogConfig.KeepAll(), new AccessLogConfig.KeepSlow(Duration.ofSeconds(-1)))),
                Optional.of(new MonitoringConfig(Address.parse(":80"))),
                Optional.empty());

        assertThat(problems(config))
                .containsExactly(
                        "workers: -1 (expected: 1 to 1024)",
                        "limits.max_concurrent: 0 (expected: at least 1)",
                        "limits.header_size: 10 (expected: 1024 to 1048576)",
                        "limits.response_header_size: 1073741824 (expected: 1024 to 1048576)",
                        "limits.body_size: -1 (expected: at least 0)",
                        "trusted_proxies[0]: \"x\" (expected: " + Forms.NETWORK + ")",
                        "access_log.path: \"\" (expected: a file, or - for standard output)",
                        "access_log.keep[1]: \"PT-1S\" (expected: 0 s or more)",
                        "monitoring.bind: address \":80\" is given twice (first at listeners.http.bind[0])");
    }

    private static PoolConfig withTimeouts(PoolConfig pool, TimeoutConfig timeouts) {
        return new PoolConfig(
                pool.name(),
                pool.algorithm(),
                pool.backends(),
                pool.sticky(),
                pool.passiveHealth(),
                pool.connections(),
                timeouts);
    }

    private static TimeoutConfig timeouts(
            @Nullable Duration clientHead, @Nullable Duration preStop, @Nullable Duration drain) {
        return new TimeoutConfig(clientHead, null, null, null, null, null, null, null, null, null, preStop, drain);
    }

    private static List<String> problems(GatewayConfig config) {
        return ConfigValidator.validate(config).stream()
                .map(ConfigProblem::toString)
                .toList();
    }
}
