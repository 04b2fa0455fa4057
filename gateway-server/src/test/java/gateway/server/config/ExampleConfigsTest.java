package gateway.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import gateway.core.config.Address;
import gateway.core.config.GatewayConfig;
import gateway.core.config.GatewayConfig.RequestIdPolicy;
import gateway.core.config.ListenerConfig;
import gateway.core.config.ListenerConfig.ConnectionConfig;
import gateway.core.config.ListenerConfig.Protocol;
import gateway.core.config.ListenerConfig.ProxyProtocolConfig;
import gateway.core.config.PoolConfig;
import gateway.core.config.PoolConfig.AffinityConfig;
import gateway.core.config.PoolConfig.Algorithm;
import gateway.core.config.PoolConfig.BackendConfig;
import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.config.PoolConfig.ProxyProtocolVersion;
import gateway.core.config.RouteConfig;
import gateway.core.config.RouteConfig.MatchConfig;
import gateway.core.config.RouteConfig.RedirectConfig;
import gateway.core.config.RouteConfig.ReplacePrefix;
import gateway.core.config.RouteConfig.RetryConfig;
import gateway.core.config.RouteConfig.Scheme;
import gateway.core.config.RouteConfig.StripPrefix;
import gateway.core.config.TlsConfig;
import gateway.core.config.TlsConfig.CertificateDirectory;
import gateway.core.config.TlsConfig.ClientAuthConfig;
import gateway.core.config.TlsConfig.ClientAuthMode;
import gateway.core.config.TlsConfig.UnknownSni;
import gateway.core.config.UpstreamTlsConfig;
import gateway.core.config.VirtualHostConfig;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the comments of the files in config/ say is so. */
class ExampleConfigsTest {
    private static final Path CONFIG = Path.of("..", "config");

    @Test
    void everyExampleIsKnownHere() throws IOException {
        try (Stream<Path> files = Files.list(CONFIG)) {
            assertThat(files.map(path -> path.getFileName().toString()))
                    .containsExactlyInAnyOrder(
                            "gateway.yaml",
                            "demo.yaml",
                            "tls.yaml",
                            "http2.yaml",
                            "two-sites.yaml",
                            "websocket.yaml",
                            "redirect.yaml",
                            "connect.yaml",
                            "upstream-tls.yaml",
                            "authority.pem",
                            "proxy-protocol.yaml",
                            "pools.json",
                            "servers.conf");
        }
    }

    @Test
    void everyExampleUsesLoopbackOnly() throws Exception {
        try (Stream<Path> files = Files.list(CONFIG)) {
            for (Path file :
                    files.filter(path -> !path.toString().endsWith(".pem")).toList()) {
                for (PoolConfig pool :
                        read(file.getFileName().toString()).config().pools()) {
                    assertThat(pool.backends())
                            .extracting(backend -> backend.address().host())
                            .isSubsetOf("127.0.0.1", "localhost");
                }
            }
        }
    }

    @Test
    void startingPointLeadsApiAndTheRestToTwoPools() throws Exception {
        LoadedConfig loaded = read("gateway.yaml");
        GatewayConfig config = loaded.config();

        assertThat(loaded.lints()).isEmpty();
        assertThat(config.listeners().get(0).bind()).containsExactly(Address.parse(":8080"));
        VirtualHostConfig host = config.hosts().get(0);
        assertThat(host.names()).containsExactly("*");
        assertThat(host.pool()).contains("web");
        RouteConfig api = host.routes().get(0);
        assertThat(api.match()).isEqualTo(prefix("/api"));
        assertThat(api.rewrite()).contains(new StripPrefix("/api"));
        assertThat(api.timeouts().total()).isEqualTo(Duration.ofSeconds(5));
        assertThat(pool(config, "web").algorithm()).isEqualTo(Algorithm.ROUND_ROBIN);
        assertThat(pool(config, "web").backends()).hasSize(2);
        assertThat(pool(config, "api").algorithm()).isEqualTo(Algorithm.LEAST_CONNECTIONS);
        assertThat(pool(config, "api").passiveHealth())
                .isEqualTo(new OutlierConfig(3, Optional.of(Duration.ofSeconds(60))));
        assertThat(config.monitoring()).isEmpty();
    }

    @Test
    void startingPointWorksWithItsCommentsTakenAway() throws Exception {
        String text =
                Files.readString(CONFIG.resolve("gateway.yaml")).replaceAll("(?m)^# ((access_log|monitoring): )", "$1");

        GatewayConfig config = Yaml.read(text).config();

        assertThat(config.monitoring())
                .map(GatewayConfig.MonitoringConfig::bind)
                .contains(Address.parse(":9902"));
        assertThat(config.accessLog().keep()).hasSize(1);
    }

    @Test
    void demoShowsHostsPathsRewritingAndStickiness() throws Exception {
        GatewayConfig config = read("demo.yaml").config();

        assertThat(config.listeners().get(0).bind()).containsExactly(Address.parse("127.0.0.1:8080"));
        assertThat(config.hosts())
                .extracting(VirtualHostConfig::names)
                .containsExactly(List.of("*"), List.of("one.example.com"), List.of("*.example.com"));
        VirtualHostConfig any = config.hosts().get(0);
        assertThat(any.pool()).contains("demo");
        assertThat(any.routes()).extracting(RouteConfig::name).containsExactly("api", "renamed", "sticky", "busy");
        assertThat(any.routes().get(0).rewrite()).contains(new StripPrefix("/api"));
        assertThat(any.routes().get(1).match()).isEqualTo(prefix("/v1"));
        assertThat(any.routes().get(1).rewrite()).contains(new ReplacePrefix("/v2"));
        assertThat(any.routes().get(3).match()).isEqualTo(new MatchConfig(Optional.of("/busy"), Optional.empty()));
        assertThat(pool(config, "sticky").sticky()).contains(new AffinityConfig("LB_NODE"));
        assertThat(pool(config, "least").algorithm()).isEqualTo(Algorithm.LEAST_CONNECTIONS);
        assertThat(pool(config, "demo").backends())
                .containsExactly(
                        backend("demo-1", "127.0.0.1:18081"),
                        backend("demo-2", "127.0.0.1:18082"),
                        backend("demo-3", "127.0.0.1:18083"));
        assertThat(pool(config, "one").backends()).containsExactly(backend("demo-1", "127.0.0.1:18081"));
    }

    @Test
    void demoTakesItsAddressesFromTheEnvironment() throws Exception {
        Map<String, String> environment =
                Map.of("DEMO_LISTEN", ":80", "DEMO_1", "127.0.0.1:1", "DEMO_3", "127.0.0.1:3");
        GatewayConfig config =
                new ConfigReader(environment).read(CONFIG.resolve("demo.yaml")).config();

        assertThat(config.listeners().get(0).bind()).containsExactly(Address.parse(":80"));
        assertThat(pool(config, "least").backends())
                .extracting(BackendConfig::address)
                .containsExactly(
                        Address.parse("127.0.0.1:1"), Address.parse("127.0.0.1:18082"), Address.parse("127.0.0.1:3"));
    }

    @Test
    void demoIsOnTheClassPath() throws Exception {
        try (InputStream in = ConfigReader.class.getResourceAsStream("/demo.yaml")) {
            assertThat(in).isNotNull();
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(Files.readString(CONFIG.resolve("demo.yaml")));
        }
    }

    @Test
    void tlsIsTriedWithACertificateOfItsOwnMaking() throws Exception {
        GatewayConfig config = read("tls.yaml").config();

        assertThat(config.listeners().get(0).tls()).isEmpty();
        assertThat(config.listeners().get(1).tls()).contains(TlsConfig.SELF_SIGNED);
        assertThat(config.timeouts().tlsHandshake()).isEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void tlsIsSwitchedToFilesByTakingItsCommentsAway() throws Exception {
        String text = Files.readString(CONFIG.resolve("tls.yaml"))
                .replaceAll("(?m)^    tls: self_signed.*\n", "")
                .replaceAll("(?m)^    # (tls:|  )", "    $1");

        TlsConfig tls = Yaml.read(text).config().listeners().get(1).tls().orElseThrow();

        assertThat(tls.certificates()).hasSize(3);
        assertThat(tls.certificates().get(1))
                .isEqualTo(new CertificateDirectory("/etc/gw/certs/live", Optional.empty()));
        assertThat(tls.certificates().get(2).clientAuth())
                .contains(new ClientAuthConfig("/etc/gw/certs/staff.pem", ClientAuthMode.REQUIRE));
        assertThat(tls.unknownSni()).isEqualTo(UnknownSni.REJECT);
    }

    @Test
    void twoSitesAreToldApartByName() throws Exception {
        GatewayConfig config = read("two-sites.yaml").config();

        VirtualHostConfig shop = config.hosts().get(0);
        VirtualHostConfig blog = config.hosts().get(1);
        assertThat(shop.names()).containsExactly("shop.example.com", "*.shop.example.com");
        assertThat(shop.routes().get(1).rewrite()).contains(new ReplacePrefix("/basket"));
        assertThat(shop.routes().get(1).retry()).contains(new RetryConfig(1));
        assertThat(shop.pool()).contains("shop");
        assertThat(pool(config, "shop").sticky()).contains(new AffinityConfig("LB_NODE"));
        assertThat(blog.routes()).isEmpty();
        assertThat(blog.pool()).contains("blog");
        assertThat(blog.timeouts().total()).isEqualTo(Duration.ofSeconds(10));
        assertThat(pool(config, "blog").passiveHealth().isOff()).isTrue();
        assertThat(pool(config, "blog").connections().maxIdle()).isEqualTo(32);
        assertThat(config.hosts()).noneMatch(host -> host.names().contains("*"));
    }

    @Test
    void http2IsSpokenBesideHttp1AndConnectionsAge() throws Exception {
        LoadedConfig loaded = read("http2.yaml");
        ListenerConfig listener = loaded.config().listeners().get(0);

        assertThat(loaded.lints()).isEmpty();
        assertThat(listener.protocols()).containsExactly(Protocol.H2, Protocol.HTTP_1_1);
        assertThat(listener.connections()).isEqualTo(new ConnectionConfig(Duration.ofHours(1), 100_000));
    }

    @Test
    void webSocketPassesUnlessARouteSaysOtherwise() throws Exception {
        LoadedConfig loaded = read("websocket.yaml");
        VirtualHostConfig host = loaded.config().hosts().get(0);

        assertThat(loaded.lints()).isEmpty();
        assertThat(loaded.config().timeouts().tunnel()).isEqualTo(Duration.ofHours(1));
        assertThat(host.routes())
                .extracting(RouteConfig::name, RouteConfig::upgrades)
                .containsExactly(
                        tuple("chat", Optional.empty()),
                        tuple("terminal", Optional.of(List.of("websocket", "SPDY/3.1"))),
                        tuple("api", Optional.of(List.of())));
    }

    @Test
    void redirectSendsAHostOrARouteToHttps() throws Exception {
        LoadedConfig loaded = read("redirect.yaml");
        List<VirtualHostConfig> hosts = loaded.config().hosts();

        assertThat(loaded.lints()).isEmpty();
        assertThat(hosts.get(0).redirect()).contains(new RedirectConfig(Scheme.HTTPS));
        assertThat(hosts.get(1).routes().get(0).action()).isEqualTo(new RedirectConfig(Scheme.HTTPS));
        assertThat(hosts.get(1).pool()).contains("blog");
    }

    @Test
    void connectNeedsNeitherHostsNorPools() throws Exception {
        LoadedConfig loaded = read("connect.yaml");

        assertThat(loaded.lints()).isEmpty();
        assertThat(loaded.config().listeners().get(0).connect())
                .containsExactly(Address.parse("api.example.com:443"), Address.parse("*.packages.example.com:443"));
    }

    @Test
    void upstreamTlsIsVerifiedUnlessToldOtherwise() throws Exception {
        LoadedConfig loaded = new ConfigReader(Map.of()).openingFiles().read(CONFIG.resolve("upstream-tls.yaml"));
        GatewayConfig config = loaded.config();

        assertThat(loaded.lints())
                .singleElement()
                .asString()
                .contains("pools.old.tls.verify: certificates are not verified");
        UpstreamTlsConfig shop = pool(config, "shop").tls().orElseThrow();
        assertThat(shop.verify()).isTrue();
        assertThat(shop.ca()).hasValueSatisfying(file -> assertThat(file).endsWith("authority.pem"));
        assertThat(shop.verifyName()).contains("shop.internal");
        assertThat(pool(config, "partner").tls()).contains(UpstreamTlsConfig.DEFAULT);
        assertThat(pool(config, "old").tls().orElseThrow().verify()).isFalse();
    }

    @Test
    void proxyProtocolIsTakenAndSent() throws Exception {
        LoadedConfig loaded = read("proxy-protocol.yaml");
        GatewayConfig config = loaded.config();

        assertThat(loaded.lints()).isEmpty();
        assertThat(config.listeners().get(0).proxyProtocol())
                .contains(new ProxyProtocolConfig(List.of("127.0.0.1", "10.0.0.0/8")));
        assertThat(config.listeners().get(1).proxyProtocol()).isEmpty();
        assertThat(pool(config, "web").proxyProtocol()).isEmpty();
        assertThat(pool(config, "mail").proxyProtocol()).contains(ProxyProtocolVersion.V2);
    }

    @Test
    void poolsFileServesEachPoolUnderItsName() throws Exception {
        GatewayConfig config = read("pools.json").config();

        assertThat(config.listeners().get(0).bind()).containsExactly(Address.parse(":8080"));
        assertThat(config.hosts().get(0).routes())
                .extracting(RouteConfig::match, RouteConfig::pool)
                .containsExactly(
                        tuple(prefix("/api"), Optional.of("api")), tuple(prefix("/static"), Optional.of("static")));
        assertThat(pool(config, "static").algorithm()).isEqualTo(Algorithm.LEAST_CONNECTIONS);
        assertThat(pool(config, "static").backends())
                .containsExactly(backend("127.0.0.1", "127.0.0.1:8084"), backend("localhost", "localhost:8085"));
    }

    @Test
    void serversFileSendsEverythingToItsServers() throws Exception {
        GatewayConfig config = read("servers.conf").config();

        assertThat(config.listeners().get(0).bind()).containsExactly(Address.parse(":9000"));
        assertThat(config.requestId()).isEqualTo(RequestIdPolicy.KEEP);
        assertThat(config.pools()).hasSize(1);
        assertThat(config.pools().get(0).backends())
                .containsExactly(
                        backend("127.0.0.1:8001", "127.0.0.1:8001"),
                        backend("127.0.0.1:8002", "127.0.0.1:8002"),
                        backend("127.0.0.1:8003", "127.0.0.1:8003"));
    }

    private static LoadedConfig read(String name) throws InvalidConfigException {
        return new ConfigReader(Map.of()).read(CONFIG.resolve(name));
    }

    private static MatchConfig prefix(String prefix) {
        return new MatchConfig(Optional.empty(), Optional.of(prefix));
    }

    private static BackendConfig backend(String name, String address) {
        return new BackendConfig(name, Address.parse(address));
    }

    private static PoolConfig pool(GatewayConfig config, String name) {
        return config.pools().stream()
                .filter(pool -> pool.name().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
