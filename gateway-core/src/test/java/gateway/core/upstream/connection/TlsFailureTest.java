package gateway.core.upstream.connection;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.http.FailureReason;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.Test;

class TlsFailureTest {
    @Test
    void saysWhatAnAddressNeeds() {
        Throwable cause =
                handshake(new CertificateException("No subject alternative names matching IP address 10.0.0.1 found"));

        assertThat(TlsFailure.reason(cause)).isEqualTo(FailureReason.TLS_CERTIFICATE);
        assertThat(TlsFailure.text(cause))
                .isEqualTo(
                        "its certificate was refused: No subject alternative names matching IP address 10.0.0.1 found"
                                + " (expected: a certificate for this name or address, or the name that it is for in the pool's"
                                + " tls.verify_name or tls.sni)");
    }

    @Test
    void saysWhatTheChainOfCausesHides() {
        Throwable expired = handshake(new CertificateException(
                "PKIX path validation failed", new CertificateExpiredException("NotAfter: x")));

        assertThat(TlsFailure.text(expired)).isEqualTo("its certificate was refused: NotAfter: x");
        assertThat(TlsFailure.text(handshake(
                        new CertificateException("unable to find valid certification path to requested target"))))
                .endsWith(" (expected: an authority that the system knows, or its certificate in the pool's tls.ca)");
    }

    @Test
    void tellsOtherFailuresApart() {
        assertThat(TlsFailure.text(new NotSslRecordException("not an SSL/TLS record: 48545450")))
                .isEqualTo("it does not speak TLS on this port");
        assertThat(TlsFailure.text(new ClosedChannelException()))
                .isEqualTo("it closed the connection during the handshake");
        assertThat(TlsFailure.text(new IOException("Connection reset by peer"))).isEqualTo("Connection reset by peer");
        assertThat(TlsFailure.text(new DecoderException(new SSLHandshakeException("error: HANDSHAKE_FAILURE"))))
                .isEqualTo("error: HANDSHAKE_FAILURE");
        assertThat(TlsFailure.reason(new ClosedChannelException())).isEqualTo(FailureReason.TLS_HANDSHAKE);
    }

    private static Throwable handshake(Throwable cause) {
        return new SSLHandshakeException("General OpenSslEngine problem").initCause(cause);
    }
}
