package gateway.server.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import gateway.core.config.ListenerConfig.ProxyProtocolConfig;
import gateway.core.config.PoolConfig;
import gateway.core.config.PoolConfig.ProxyProtocolVersion;
import gateway.core.config.UpstreamTlsConfig;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys about TLS to backends and about PROXY protocol. */
class TlsAndProxyKeysTest {
    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "on|true",
                "{}|true",
                "{ verify: true }|true",
                "{ verify: on }|true",
                "{ verify: false }|false",
                "{ verify: off }|false"
            })
    void verifiesUnlessToldOtherwise(String tls, boolean verify) {
        assertThat(pool("tls: " + tls).tls()).map(UpstreamTlsConfig::verify).contains(verify);
    }

    @ParameterizedTest
    @CsvSource({"off", "false"})
    void tlsMayBeOff(String word) {
        assertThat(pool("tls: " + word).tls()).isEmpty();
    }

    @Test
    void readsEveryKeyOfTls() {
        UpstreamTlsConfig tls =
                pool("tls: { ca: /a/ca.pem, sni: shop.internal, verify_name: \"10.0.0.1\", certificate: /a/c.pem, key: /a/k.pem }")
                        .tls()
                        .orElseThrow();

        assertThat(tls)
                .isEqualTo(new UpstreamTlsConfig(
                        true,
                        Optional.of("/a/ca.pem"),
                        Optional.of("shop.internal"),
                        Optional.of("10.0.0.1"),
                        Optional.of("/a/c.pem"),
                        Optional.of("/a/k.pem")));
    }

    @Test
    void readsTheVersionThatBackendsAreSent() {
        assertThat(pool("proxy_protocol: v1").proxyProtocol()).contains(ProxyProtocolVersion.V1);
        assertThat(pool("proxy_protocol: v2").proxyProtocol()).contains(ProxyProtocolVersion.V2);
        assertThat(pool("algorithm: round-robin").proxyProtocol()).isEmpty();
    }

    @Test
    void readsTheLoadBalancersOfAListener() {
        LoadedConfig loaded = Yaml.read(listener("{ from: [10.0.0.0/8, \"fd00::/8\", 192.0.2.1, unix] }"));

        assertThat(loaded.config().listeners().get(0).proxyProtocol())
                .contains(new ProxyProtocolConfig(List.of("10.0.0.0/8", "fd00::/8", "192.0.2.1", "unix")));
        assertThat(loaded.lints()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "tls: { verify: maybe }|4:20|tls.verify|\"maybe\" (expected: true or false)",
                "tls: { sni: 10.0.0.1 }|4:17|tls.sni|\"10.0.0.1\" (expected: a host name)",
                "tls: { sni: a_b }|4:17|tls.sni|\"a_b\" (expected: a host name)",
                "tls: { verify_name: \"a b\" }|4:25|tls.verify_name|\"a b\" (expected: a host name or an address)",
                "tls: { key: /k.pem }|4:17|tls.key|is given without a certificate (expected: certificate beside it)",
                "tls: { cert: /k.pem }|4:12|tls.cert|unknown key \"cert\" (expected: verify, ca, sni, verify_name,"
                        + " certificate or key)",
                "tls: yes|4:10|tls|\"yes\" (expected: a map with verify, ca, sni, verify_name, certificate, key, or off)",
                "proxy_protocol: v3|4:21|proxy_protocol|\"v3\" (expected: v1 or v2)",
            })
    void namesPlaceAndPathOfAMistakeInAPool(String line, String place, String path, String message) {
        assertThat(Yaml.problems(poolText(line)))
                .containsExactly("gw.yaml:" + place + ": error: pools.app." + path + ": " + message);
    }

    @Test
    void asksForANameWhereAUnixSocketHasNone() {
        String text = poolText("tls: on").replace("a:1", "unix:/run/app.sock");

        assertThat(Yaml.problems(text))
                .containsExactly(
                        "gw.yaml:5:16: error: pools.app.backends[0].address: \"unix:/run/app.sock\" has no name"
                                + " that a certificate could be for (expected: tls.verify_name in the pool)");
        assertThat(Yaml.problems(text.replace("tls: on", "tls: { verify_name: app }")))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '§',
            value = {
                "{ from: [] }|1:61|proxy_protocol.from|is empty (expected: the load balancers' addresses, as in [10.0.0.0/8])",
                "{ from: [lb-1] }|1:62|proxy_protocol.from[0]|\"lb-1\" (expected: an address or a network such as 10.0.0.0/8 or"
                        + " fd00::/8, or unix)",
                "{}|1:53|proxy_protocol.from|is missing (expected: a list; each item an address or a network such as"
                        + " 10.0.0.0/8, or unix)",
            })
    void namesPlaceAndPathOfAMistakeInAListener(String value, String place, String path, String message) {
        assertThat(Yaml.problems(listener(value)))
                .containsExactly("gw.yaml:" + place + ": error: listeners.http." + path + ": " + message);
    }

    @Test
    void warnsOfWhatIsHardlyMeant() {
        assertThat(Yaml.read(poolText("tls: { verify: off, verify_name: a, ca: /ca.pem }"))
                        .lints())
                .extracting(Problem::toString)
                .containsExactlyInAnyOrder(
                        "gw.yaml:4:20: warning: pools.app.tls.verify: certificates are not verified: whoever is on the way can"
                                + " read and change everything",
                        "gw.yaml:4:38: warning: pools.app.tls.verify_name: is never asked for, as verify is off",
                        "gw.yaml:4:45: warning: pools.app.tls.ca: is never asked, as verify is off");
        assertThat(Yaml.read(listener("{ from: [0.0.0.0/0] }")).lints())
                .extracting(Problem::toString)
                .containsExactly(
                        "gw.yaml:1:62: warning: listeners.http.proxy_protocol.from[0]: \"0.0.0.0/0\" lets every"
                                + " client choose the address it is known by");
    }

    @Test
    void aCheckOpensTheFilesAndAReadDoesNot() throws Exception {
        Path file = directory.resolve("gw.yaml");
        Files.writeString(file, poolText("tls: { ca: ca.pem }"));
        ConfigReader reader = new ConfigReader(Map.of());
        assertThat(reader.read(file).config().pools()).hasSize(1);

        assertThat(problems(reader, file))
                .containsExactly(
                        file + ":4:10: error: pools.app.tls: " + directory.resolve("ca.pem") + ": no such file");

        Files.writeString(directory.resolve("ca.pem"), "nothing");
        assertThat(problems(reader, file))
                .containsExactly(file + ":4:10: error: pools.app.tls: " + directory.resolve("ca.pem")
                        + ": holds no certificate (expected: -----BEGIN CERTIFICATE-----)");
    }

    private static List<String> problems(ConfigReader reader, Path file) {
        return catchThrowableOfType(InvalidConfigException.class, () -> reader.openingFiles()
                        .read(file))
                .problems()
                .stream()
                .map(Problem::toString)
                .toList();
    }

    private static PoolConfig pool(String line) {
        return Yaml.read(poolText(line)).config().pools().get(0);
    }

    private static String poolText(String line) {
        return """
                listeners: { http: { bind: ":8080" } }
                pools:
                  app:
                    %s
                    backends: ["a:1"]
                hosts: [{ names: ["*"], pool: app }]
                """.formatted(line);
    }

    private static String listener(String value) {
        return """
                listeners: { http: { bind: ":8080", proxy_protocol: %s } }
                pools: { app: ["a:1"] }
                hosts: [{ names: ["*"], pool: app }]
                """.formatted(value);
    }
}
