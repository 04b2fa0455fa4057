package gateway.it.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.Script;
import gateway.it.tls.TlsClient.Identity;
import io.netty.pkitesting.CertificateBuilder.Algorithm;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLParameters;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which certificate a client gets. */
class ServerNameTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @TempDir
    Path directory;

    private Authority authority;
    private Identity identity;

    @BeforeEach
    void makeAuthority() throws Exception {
        authority = new Authority(directory, "authority");
        identity = Identity.trusting(authority);
    }

    private void start(String tls) throws Exception {
        gateway.start("""
                listeners: { https: { bind: "127.0.0.1:0", tls: { %s } } }
                hosts: [{ names: ["*"], pool: main }]
                pools: { main: ["%s"] }
                """.formatted(tls, gateway.origin(Script.saying("hello")).address()));
    }

    private String threeNames() throws Exception {
        return "certificates: ["
                + authority.combined("first.pem", authority.server("first.test")) + ", "
                + authority.combined("wild.pem", authority.server("*.shop.test")) + ", "
                + authority.combined("exact.pem", authority.server("www.shop.test")) + "]";
    }

    @ParameterizedTest
    @CsvSource({
        "first.test, first.test",
        "www.shop.test, www.shop.test",
        "WWW.Shop.Test, www.shop.test",
        "api.shop.test, *.shop.test",
        "a.b.shop.test, first.test",
        "shop.test, first.test",
        "other.test, first.test",
        "'', first.test"
    })
    void theNameChoosesTheCertificate(String name, String shown) throws Exception {
        start(threeNames());
        try (TlsClient client = identity.connect(gateway.address(), name)) {
            assertThat(client.shownName()).isEqualTo("CN=" + shown);
            assertThat(client.get("x")).endsWith("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 100})
    void aClientHelloInManyRecordsGetsTheSameCertificate(int size) throws Exception {
        start(threeNames());
        try (TlsClient client =
                identity.connect(new FragmentingSocket(size), gateway.address(), "api.shop.test", "TLSv1.3")) {
            assertThat(client.shownName()).isEqualTo("CN=*.shop.test");
            assertThat(client.get("x")).endsWith("hello");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"other.test", ""})
    void unknownNamesAreRefusedWhereToldSo(String name) throws Exception {
        start(threeNames() + ", unknown_sni: reject");

        assertThatThrownBy(() -> identity.connect(gateway.address(), name))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("unrecognized_name");
        try (TlsClient client = identity.connect(gateway.address(), "api.shop.test")) {
            assertThat(client.get("x")).endsWith("hello");
        }
    }

    @Test
    void eachClientGetsTheKeyThatItCanVerify() throws Exception {
        Instant later = Instant.now().plus(Duration.ofDays(1));
        String rsa = authority.combined("rsa.pem", authority.server(Algorithm.rsa2048, later, "both.test"));
        String ecdsa = authority.combined("ecdsa.pem", authority.server(Algorithm.ecp256, later, "both.test"));
        start("certificates: [" + rsa + ", " + ecdsa + "]");

        try (TlsClient modern = identity.connect(gateway.address(), "both.test")) {
            assertThat(modern.shown().getPublicKey().getAlgorithm()).isEqualTo("EC");
        }
        Socket plain = new Socket();
        try (TlsClient old = identity.connect(plain, gateway.address(), "both.test", "TLSv1.2", OnlyRsa::restrict)) {
            assertThat(old.shown().getPublicKey().getAlgorithm()).isEqualTo("RSA");
            assertThat(old.get("both.test")).endsWith("hello");
        }
    }

    @Test
    void aDirectoryServesEachOfItsPairs() throws Exception {
        authority.write("b.crt", authority.server("b.test").getCertificatePathPEM());
        var a = authority.server("a.test");
        authority.write("a.crt", a.getCertificatePathPEM());
        authority.write("a.key", a.getPrivateKeyPEM());
        var c = authority.server("c.test");
        authority.write("c.pem", c.getCertificatePathPEM());
        authority.write("c.key", c.getPrivateKeyPEM());
        start("certificates: [{ directory: " + directory + " }]");

        for (String name : new String[] {"a.test", "c.test"}) {
            try (TlsClient client = identity.connect(gateway.address(), name)) {
                assertThat(client.shownName()).isEqualTo("CN=" + name);
            }
        }
        assertThat(gateway.running().certificates()).hasSize(2);
    }

    @Test
    void aBadCertificateLeavesTheGoodOnesAlone() throws Exception {
        Path broken = authority.write("broken.pem", "no certificate");
        start("certificates: [{ certificate: " + broken + " }, "
                + authority.combined("good.pem", authority.server("good.test")) + "]");

        try (TlsClient client = identity.connect(gateway.address(), "anything.test")) {
            assertThat(client.shownName()).isEqualTo("CN=good.test");
        }
    }

    @Test
    void aStartWithoutAnyGoodCertificateFailsAndNamesTheFiles() throws Exception {
        Path broken = authority.write("broken.pem", "no certificate");
        Path missing = directory.resolve("missing.pem");

        assertThatThrownBy(() ->
                        start("certificates: [{ certificate: " + broken + " }, { certificate: " + missing + " }]"))
                .hasMessageContaining("listeners.https.tls.certificates[0]: " + broken + ": holds no certificate")
                .hasMessageContaining("listeners.https.tls.certificates[1]: " + missing + ": no such file");
    }

    /** As a client of before ECDSA. */
    private static final class OnlyRsa {
        static void restrict(SSLParameters parameters) {
            parameters.setCipherSuites(new String[] {"TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"});
        }
    }
}
