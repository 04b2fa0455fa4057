package gateway.it.container;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.http.FailureReason;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.TestPki;
import io.netty.pkitesting.X509Bundle;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** A real nginx with TLS in a container behind the gateway, verified by an authority of the test's own. */
@NeedsImages(NginxContainer.IMAGE)
class NginxOverTlsTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @TempDir
    private Path directory = Path.of("unset");

    private TestPki pki;
    private NginxContainer nginx;

    @BeforeEach
    void startBackend() throws Exception {
        pki = new TestPki(directory);
        X509Bundle own = pki.forName("nginx.internal");
        nginx = NginxContainer.encrypted("nginx-0", own.getCertificatePathPEM(), own.getPrivateKeyPEM());
        nginx.start();
    }

    @AfterEach
    void stopBackend() {
        nginx.stop();
    }

    @Test
    void isServedOverOneVerifiedConnection() throws Exception {
        gateway.onLoops(1)
                .withPool("tls: { ca: \"" + pki.caFile() + "\", verify_name: nginx.internal }")
                .proxyTo("127.0.0.1:" + nginx.port());
        RawClient client = gateway.client();

        for (int i = 0; i < 20; i++) {
            assertThat(client.get("/").body()).isEqualTo("hello from a container\n");
        }

        assertThat(gateway.idle()).isEqualTo(1);
        assertThat(gateway.attemptFailures()).isEmpty();
    }

    @Test
    void isRefusedForAnotherName() throws Exception {
        gateway.withPool("tls: { ca: \"" + pki.caFile() + "\", verify_name: other.internal }")
                .proxyTo("127.0.0.1:" + nginx.port());

        assertThat(gateway.client().get("/").status()).isEqualTo(502);
        assertThat(gateway.attemptFailures()).containsOnly(FailureReason.TLS_CERTIFICATE);
    }
}
