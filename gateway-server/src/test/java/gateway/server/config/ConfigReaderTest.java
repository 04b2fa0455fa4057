package gateway.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import gateway.core.config.AccessLogConfig;
import gateway.core.config.AccessLogConfig.KeepAll;
import gateway.core.config.AccessLogConfig.KeepSlow;
import gateway.core.config.Address;
import gateway.core.config.GatewayConfig;
import gateway.core.config.GatewayConfig.AdminConfig;
import gateway.core.config.GatewayConfig.MonitoringConfig;
import gateway.core.config.GatewayConfig.RequestIdPolicy;
import gateway.core.config.GatewayConfig.TransportChoice;
import gateway.core.config.LimitConfig;
import gateway.core.config.ListenerConfig;
import gateway.core.config.PoolConfig;
import gateway.core.config.PoolConfig.AffinityConfig;
import gateway.core.config.PoolConfig.BackendConfig;
import gateway.core.config.PoolConfig.ConnectionConfig;
import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.config.RouteConfig;
import gateway.core.config.TimeoutConfig;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigReaderTest {
    @Test
    void givesEveryKeyItsDefault() {
        GatewayConfig config = Yaml.read(Yaml.REST).config();

        assertThat(config)
                .isEqualTo(new GatewayConfig(
                        0,
                        TransportChoice.AUTO,
                        List.of(new ListenerConfig(
                                "http", List.of(Address.parse(":8080")), Optional.empty(), TimeoutConfig.NONE)),
                        List.of(),
                        RequestIdPolicy.TRUSTED,
                        config.hosts(),
                        List.of(PoolKeys.pool("app", List.of(new BackendConfig("a:1", Address.parse("a:1"))))),
                        LimitConfig.DEFAULT,
                        TimeoutConfig.NONE,
                        AccessLogConfig.DEFAULT,
                        Optional.empty(),
                        Optional.of(new AdminConfig(Address.parse("127.0.0.1:9901"), Optional.empty()))));
        assertThat(config.pools().get(0).passiveHealth()).isEqualTo(OutlierConfig.DEFAULT);
    }

    @Test
    void readsWhatConcernsTheProcess() {
        GatewayConfig config = Yaml.read("""
                workers: 3
                runtime: { transport: io_uring }
                trusted_proxies: [10.0.0.0/8]
                request_id: keep
                limits: { max_concurrent: off, header_size: 8KiB, response_header_size: 100KB, body_size: 2GiB }
                timeouts: { client_head: 1s, client_idle: off, pre_stop: off, drain: false, connect: 250ms, total: 1h }
                access_log: { format: combined, path: logs/access.log, keep: [all, "slow>2m"] }
                monitoring: { bind: ":9902" }
                admin: { bind: ":9901", token_file: /run/token }
                """ + Yaml.REST).config();

        assertThat(config.workers()).isEqualTo(3);
        assertThat(config.transport()).isEqualTo(TransportChoice.IO_URING);
        assertThat(config.trustedProxies()).containsExactly("10.0.0.0/8");
        assertThat(config.requestId()).isEqualTo(RequestIdPolicy.KEEP);
        assertThat(config.limits()).isEqualTo(new LimitConfig(LimitConfig.OFF, 8192, 100_000, 2L << 30));
        assertThat(config.timeouts())
                .isEqualTo(new TimeoutConfig(
                        Duration.ofSeconds(1),
                        TimeoutConfig.OFF,
                        null,
                        null,
                        null,
                        Duration.ofMillis(250),
                        null,
                        null,
                        Duration.ofHours(1),
                        null,
                        Duration.ZERO,
                        TimeoutConfig.OFF));
        assertThat(config.accessLog())
                .isEqualTo(new AccessLogConfig(
                        AccessLogConfig.Format.COMBINED,
                        "/etc/gw/logs/access.log",
                        List.of(new KeepAll(), new KeepSlow(Duration.ofMinutes(2)))));
        assertThat(config.monitoring()).contains(new MonitoringConfig(Address.parse(":9902")));
        assertThat(config.admin()).contains(new AdminConfig(Address.parse(":9901"), Optional.of("/run/token")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"off", "false", "\"off\""})
    void switchesFeaturesOff(String off) {
        GatewayConfig config = Yaml.read("""
                admin: %1$s
                monitoring: %1$s
                access_log: %1$s
                listeners: { http: { bind: ":8080" } }
                hosts: [{ names: ["*"], pool: app }]
                pools: { app: { backends: ["a:1"], sticky: %1$s, passive_health: %1$s, connections: { keepalive: %1$s, max_idle: %1$s } } }
                """.formatted(off)).config();

        assertThat(config.admin()).isEmpty();
        assertThat(config.monitoring()).isEmpty();
        assertThat(config.accessLog()).isEqualTo(AccessLogConfig.OFF);
        PoolConfig pool = config.pools().get(0);
        assertThat(pool.sticky()).isEmpty();
        assertThat(pool.passiveHealth()).isEqualTo(OutlierConfig.OFF);
        assertThat(pool.connections()).isEqualTo(new ConnectionConfig(TimeoutConfig.OFF, 0));
    }

    @Test
    void readsShortAndLongFormsOfAPool() {
        List<PoolConfig> pools = Yaml.read("""
                listeners: { http: { bind: [":8080", "[::1]:8081", "unix:gw.sock"], trusted_proxies: [] } }
                hosts: [{ names: [B.Example.com., "[::1]"], pool: long, listeners: [http], routes: [{ pool: short }] }]
                pools:
                  short: [web-1:80, "[::1]:80", unix:/run/app.sock]
                  long:
                    backends: [web-1:80, { address: "web-2:80" }, { name: spare, address: "web-3:80" }]
                    sticky: {}
                    passive_health: { consecutive: 3, down_for: 60s }
                    timeouts: { connect: 1s }
                """).config().pools();

        assertThat(pools.get(0).backends())
                .extracting(BackendConfig::name, BackendConfig::address)
                .containsExactly(
                        tuple("web-1:80", Address.tcp("web-1", 80)),
                        tuple("[::1]:80", Address.tcp("::1", 80)),
                        tuple("unix:/run/app.sock", Address.unix("/run/app.sock")));
        assertThat(pools.get(1).backends())
                .extracting(BackendConfig::name)
                .containsExactly("web-1:80", "web-2:80", "spare");
        assertThat(pools.get(1).sticky()).contains(new AffinityConfig("LB_NODE"));
        assertThat(pools.get(1).passiveHealth()).isEqualTo(new OutlierConfig(3, Optional.of(Duration.ofMinutes(1))));
        assertThat(pools.get(1).timeouts().connect()).isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void readsHostNamesAsTheyAreCompared() {
        GatewayConfig config = Yaml.read(Yaml.REST.replace("[\"*\"]", "[B.Example.com., \"*.Example.com\", \"[::1]\"]"))
                .config();

        assertThat(config.hosts().get(0).names()).containsExactly("b.example.com", "*.example.com", "[::1]");
    }

    @Test
    void resolvesSocketPathsAgainstTheFile() {
        GatewayConfig config =
                Yaml.read(Yaml.REST.replace("\":8080\"", "unix:gw.sock")).config();

        assertThat(config.listeners().get(0).bind()).containsExactly(Address.unix("/etc/gw/gw.sock"));
    }

    @Test
    void makesNamesForRoutesOfWhatTheyMatch() {
        GatewayConfig config = Yaml.read("""
                listeners: { http: { bind: ":8080" } }
                hosts:
                  - names: ["*"]
                    routes:
                      - { match: { path_prefix: /api }, pool: app }
                      - { match: { path_prefix: /api/ }, pool: app }
                      - { match: { path: /exact }, pool: app }
                      - { name: /exact, match: { path: /named }, pool: app }
                      - { pool: app }
                pools: { app: ["a:1"] }
                """).config();

        assertThat(config.hosts().get(0).routes())
                .extracting(RouteConfig::name)
                .containsExactly("/api/*", "/api/*-2", "/exact-2", "/exact", "/*");
    }

    @Test
    void followsAnchorsAndMergeKeys() {
        GatewayConfig config = Yaml.read("""
                x-defaults: &d { algorithm: least-connections, sticky: { cookie: A } }
                listeners: { http: { bind: ":8080" } }
                hosts: [{ names: ["*"], pool: app }]
                pools: { app: { <<: *d, backends: ["a:1"], sticky: { cookie: B } } }
                """).config();

        assertThat(config.pools().get(0).algorithm()).isEqualTo(PoolConfig.Algorithm.LEAST_CONNECTIONS);
        assertThat(config.pools().get(0).sticky()).contains(new AffinityConfig("B"));
    }

    @Test
    void readsJsonWithTabsAndEscapes() {
        GatewayConfig config = Yaml.read(
                        "{\t\"listeners\":{\"http\":{\"bind\":\":8080\"}},\n\t\"x-\\ud83d\\ude00\":1,"
                                + "\"workers\":2,\"hosts\":[{\"names\":[\"*\"],\"pool\":\"app\"}],\"pools\":{\"app\":[\"a:1\"]}}")
                .config();

        assertThat(config.workers()).isEqualTo(2);
        assertThat(Yaml.problems("{\"workers\":\n\t0, " + "\"listeners\":{\"http\":{\"bind\":\":8080\"}},"
                        + "\"hosts\":[{\"names\":[\"*\"],\"pool\":\"app\"}],\"pools\":{\"app\":[\"a:1\"]}}"))
                .containsExactly("gw.yaml:2:2: error: workers: 0 (expected: a whole number, 1 to 1024, or auto)");
    }

    @ParameterizedTest
    @CsvSource({"1ms,PT0.001S", "250ms,PT0.25S", "5s,PT5S", "10m,PT10M", "1h,PT1H", "2d,PT48H", "0s,PT0S"})
    void readsDurations(String text, Duration duration) {
        assertThat(DurationText.parse(text)).isEqualTo(duration);
        assertThat(DurationText.parse(DurationText.of(duration))).isEqualTo(duration);
    }

    @ParameterizedTest
    @CsvSource({
        "0B,0",
        "512B,512",
        "1KB,1000",
        "16KiB,16384",
        "10MB,10000000",
        "1MiB,1048576",
        "1GB,1000000000",
        "9999999999GiB,10737418238926258176"
    })
    void readsSizes(String text, java.math.BigInteger bytes) {
        if (bytes.bitLength() > 63) {
            org.assertj.core.api.Assertions.assertThatThrownBy(() -> SizeText.parse(text))
                    .isInstanceOf(IllegalArgumentException.class);
            return;
        }
        assertThat(SizeText.parse(text)).isEqualTo(bytes.longValueExact());
        assertThat(SizeText.parse(SizeText.of(bytes.longValueExact()))).isEqualTo(bytes.longValueExact());
    }

    @Test
    void lintsWhatWasHardlyMeant() {
        assertThat(Yaml.read("""
                listeners: { http: { bind: ":8080" } }
                trusted_proxies: [0.0.0.0/0]
                hosts:
                  - names: ["*"]
                    pool: app
                    timeouts: { response_head: 90s }
                    routes: [{ match: { path_prefix: / }, rewrite: { strip_prefix: /x }, pool: app }]
                  - names: [a]
                    routes: [{ match: { path_prefix: /a }, rewrite: { strip_prefix: /b }, pool: app }]
                pools:
                  app: { backends: ["a:1"], sticky: { cookie: A } }
                  idle: ["b:1"]
                """).lints())
                .extracting(Problem::toString)
                .containsExactly(
                        "gw.yaml:2:19: warning: trusted_proxies[0]: \"0.0.0.0/0\" lets every client choose the address it is known by",
                        "gw.yaml:5:11: warning: hosts[0].pool: is never asked: a route takes every request of this host",
                        "gw.yaml:6:15: warning: hosts[0].timeouts: response_head 90s of one try is longer than total 60s of all tries",
                        "gw.yaml:9:69: warning: hosts[1].routes[0].rewrite.strip_prefix: \"/b\" is never at the beginning of a path"
                                + " that this route takes",
                        "gw.yaml:11:37: warning: pools.app.sticky: the cookie is not signed: a client can choose its backend",
                        "gw.yaml:12:9: warning: pools.idle: no host and no route leads to pool \"idle\"");
    }
}
