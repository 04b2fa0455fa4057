package gateway.core.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class ClientCertificateTest {
    @Test
    void nothingOfASubjectCanBeginAnotherField() {
        assertThat(ClientCertificate.printable("CN=a\r\nX-Admin: yes\u0000\u00e9"))
                .isEqualTo("CN=a\\0D\\0AX-Admin: yes\\00\\C3\\A9");
    }

    @Test
    void theFingerprintIsOfTheWholeCertificate() {
        ClientCertificate one =
                ClientCertificate.of(SelfSigned.make(Instant.EPOCH).certificate());
        ClientCertificate other =
                ClientCertificate.of(SelfSigned.make(Instant.EPOCH).certificate());

        assertThat(one.fingerprint()).matches("[0-9a-f]{64}").isNotEqualTo(other.fingerprint());
        assertThat(one.subject()).isEqualTo("CN=gateway\\, self-signed").isEqualTo(other.subject());
    }
}
