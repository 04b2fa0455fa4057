package gateway.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.TlsConfig;
import gateway.core.config.TlsConfig.CertificateFiles;
import gateway.core.config.TlsConfig.ClientAuthConfig;
import gateway.core.config.TlsConfig.ClientAuthMode;
import gateway.core.config.TlsConfig.UnknownSni;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What may stand under a listener's tls, and what check says of the files. */
class TlsKeysTest {
    private static final Path CERTIFICATES =
            Path.of("../gateway-core/src/test/resources/tls").toAbsolutePath();

    private static String listening(String tls) {
        return """
                listeners: { https: { bind: ":8443", tls: %s } }
                hosts: [{ names: [rsa.example.com, "*"], pool: app }]
                pools: { app: ["127.0.0.1:1"] }
                """.formatted(tls);
    }

    private static TlsConfig read(String tls) {
        return Yaml.read(listening(tls)).config().listeners().get(0).tls().orElseThrow();
    }

    @Test
    void readsOneCertificateWithDefaults() {
        assertThat(read("{ certificates: [{ certificate: a.pem }] }"))
                .isEqualTo(new TlsConfig(
                        List.of(new CertificateFiles(
                                "/etc/gw/a.pem", Optional.empty(), Optional.empty(), Optional.empty())),
                        UnknownSni.DEFAULT,
                        Optional.empty(),
                        Optional.empty(),
                        10_000,
                        false));
        assertThat(read("self_signed")).isEqualTo(TlsConfig.SELF_SIGNED);
    }

    @Test
    void readsEverything() {
        TlsConfig tls = read("{ certificates: [{ certificate: a.pem, key: a.key, ocsp_response: a.ocsp,"
                + " client_auth: { ca: own.pem, mode: optional } }], unknown_sni: reject,"
                + " ticket_keys_file: /t, client_auth: { ca: ca.pem }, max_handshakes: 5 }");

        assertThat(tls.certificates())
                .containsExactly(new CertificateFiles(
                        "/etc/gw/a.pem",
                        Optional.of("/etc/gw/a.key"),
                        Optional.of("/etc/gw/a.ocsp"),
                        Optional.of(new ClientAuthConfig("/etc/gw/own.pem", ClientAuthMode.OPTIONAL))));
        assertThat(tls.unknownSni()).isEqualTo(UnknownSni.REJECT);
        assertThat(tls.ticketKeysFile()).contains("/t");
        assertThat(tls.clientAuth()).contains(new ClientAuthConfig("/etc/gw/ca.pem", ClientAuthMode.REQUIRE));
        assertThat(tls.maxHandshakes()).isEqualTo(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "selfsigned | 1:43: error: listeners.https.tls: \"selfsigned\" (expected: self_signed, or a map with",
                "{ certificates: [] } | listeners.https.tls.certificates: none is given (expected: at least one",
                "{ certificates: [{ key: a }] } | listeners.https.tls.certificates[0]: names no certificate",
                "{ certificates: [{ directory: d, key: a }] } | listeners.https.tls.certificates[0]: directory stands beside files",
                "{ certificates: [{ certificate: a }], unknown_sni: drop } | tls.unknown_sni: \"drop\" (expected: default or reject",
                "{ certificates: [{ certificate: a }], client_auth: {} } | tls.client_auth.ca: is missing",
                "{ certificates: [{ certificate: a }], max_handshakes: 0 } | tls.max_handshakes: 0 (expected: a whole number, 1 to 1000000)",
                "{ certificates: [{ certificate: a }], ca: b } | unknown key \"ca\" (expected: certificates,"
            })
    void namesPlaceValueAndExpectation(String tls, String message) {
        assertThat(Yaml.problems(listening(tls))).singleElement().asString().contains(message);
    }

    @Test
    void checkLooksIntoTheFiles(@TempDir Path directory) throws IOException {
        String missing = directory.resolve("none.pem").toString();
        String good = "{ certificate: " + CERTIFICATES.resolve("rsa.crt") + ", key: "
                + CERTIFICATES.resolve("rsa-pkcs1.key") + " }";
        String foreign = "{ certificate: " + CERTIFICATES.resolve("ec.crt") + ", key: "
                + CERTIFICATES.resolve("rsa-pkcs8.key") + " }";
        ConfigReader reader = new ConfigReader(Map.of()).openingFiles();

        assertThat(Yaml.problems(reader, listening("{ certificates: [{ certificate: " + missing + " }] }")))
                .containsExactly(
                        "gw.yaml:1:60: error: listeners.https.tls.certificates[0]: " + missing + ": no such file");
        assertThat(warnings(reader, "{ certificates: [" + good + "] }")).isEmpty();
        assertThat(warnings(reader, "{ certificates: [" + good + ", " + foreign + "] }"))
                .singleElement()
                .asString()
                .contains("certificates[1]: ", "rsa-pkcs8.key: the key does not match the certificate in ");
        assertThat(warnings(reader, "self_signed"))
                .containsExactly("gw.yaml:1:43: warning: listeners.https.tls: self_signed is for trying it out:"
                        + " no client trusts it");
    }

    @Test
    void checkSaysWhichHostsNoCertificateCovers() throws IOException {
        String only = "{ certificates: [{ certificate: " + CERTIFICATES.resolve("ec.crt") + ", key: "
                + CERTIFICATES.resolve("ec-sec1.key") + " }] }";

        assertThat(warnings(new ConfigReader(Map.of()).openingFiles(), only))
                .containsExactly("gw.yaml:2:19: warning: hosts[0].names[0]: no certificate of listener \"https\" covers"
                        + " \"rsa.example.com\"");
    }

    private static List<String> warnings(ConfigReader reader, String tls) throws IOException {
        Path file = Files.createTempFile("gw", ".yaml");
        try {
            Files.writeString(file, listening(tls));
            return reader.read(file).lints().stream()
                    .map(problem -> problem.toString().replace(file.toString(), "gw.yaml"))
                    .toList();
        } catch (InvalidConfigException e) {
            throw new AssertionError("refused: " + e.getMessage(), e);
        } finally {
            Files.delete(file);
        }
    }
}
