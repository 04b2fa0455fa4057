package gateway.core.config;

import java.util.List;
import java.util.Optional;

/**
 * TLS of a listener: what it shows to clients, and what it asks of them. File names are absolute.
 *
 * @param certificates chosen by the name that the client asks for (SNI); the first one is the default. Empty only when selfSigned
 * @param unknownSni what a client gets that asks for a name which no certificate covers, or for none
 * @param ticketKeysFile keys of session tickets that a fleet shares; empty: random ones, kept over reloads
 * @param clientAuth certificates of clients; an entry of {@code certificates} may have its own
 * @param maxHandshakes that may be under way at the same time; new connections beyond it are closed
 * @param selfSigned a certificate made at the start, for trying it out
 */
public record TlsConfig(
        List<CertificateConfig> certificates,
        UnknownSni unknownSni,
        Optional<String> ticketKeysFile,
        Optional<ClientAuthConfig> clientAuth,
        long maxHandshakes,
        boolean selfSigned) {
    public static final long DEFAULT_MAX_HANDSHAKES = 10_000;

    /** A certificate that is made at the start, for trying it out. */
    public static final TlsConfig SELF_SIGNED = new TlsConfig(
            List.of(), UnknownSni.DEFAULT, Optional.empty(), Optional.empty(), DEFAULT_MAX_HANDSHAKES, true);

    public TlsConfig {
        certificates = List.copyOf(certificates);
    }

    /** What a client gets that asks for a name which no certificate covers, or for none: the default one, or an alert. */
    public enum UnknownSni {
        DEFAULT,
        REJECT
    }

    /** Where certificates are. */
    public sealed interface CertificateConfig {
        /** Instead of the listener's, for the names of these certificates. */
        Optional<ClientAuthConfig> clientAuth();
    }

    /**
     * A certificate chain and its key in PEM.
     *
     * @param key PKCS#8, PKCS#1 or SEC1; empty when it is in the certificate's file
     * @param ocspResponse a DER file that is stapled to the handshake
     */
    public record CertificateFiles(
            String certificate,
            Optional<String> key,
            Optional<String> ocspResponse,
            Optional<ClientAuthConfig> clientAuth)
            implements CertificateConfig {}

    /** A directory with {@code tls.crt} and {@code tls.key}, or with pairs {@code NAME.crt} (or {@code .pem}) and {@code NAME.key}. */
    public record CertificateDirectory(String directory, Optional<ClientAuthConfig> clientAuth)
            implements CertificateConfig {}

    /**
     * Certificates of clients.
     *
     * @param ca file with the authorities that sign them
     */
    public record ClientAuthConfig(String ca, ClientAuthMode mode) {}

    /** Whether a client without a certificate is refused. */
    public enum ClientAuthMode {
        REQUIRE,
        OPTIONAL
    }
}
