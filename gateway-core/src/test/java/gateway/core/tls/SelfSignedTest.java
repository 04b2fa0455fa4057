package gateway.core.tls;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelfSignedTest {
    private static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void makesACertificateForThisMachine() throws Exception {
        X509Certificate made = SelfSigned.make(NOW).certificate();

        made.verify(made.getPublicKey());
        Collection<List<?>> names = made.getSubjectAlternativeNames();
        assertThat(names.stream().<Object>map(name -> name.get(1)).toList())
                .containsExactly("localhost", "*.localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
        assertThat(made.getNotBefore().toInstant()).isBefore(NOW);
        assertThat(made.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(90)));
        assertThat(made.getBasicConstraints()).isEqualTo(-1);
        assertThat(made.getSigAlgName()).isEqualTo("SHA256withECDSA");
    }

    @Test
    void makesAnotherOneEachTime() {
        X509Certificate one = SelfSigned.make(NOW).certificate();
        X509Certificate other = SelfSigned.make(NOW).certificate();

        assertThat(one.getSerialNumber()).isPositive().isNotEqualTo(other.getSerialNumber());
        assertThat(one.getPublicKey()).isNotEqualTo(other.getPublicKey());
    }
}
