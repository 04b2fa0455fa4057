package gateway.core.tls;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;
import javax.security.auth.x500.X500Principal;

/**
 * The certificate that a client proved to own, as backends are told of it. Immutable.
 *
 * @param subject distinguished name (RFC 2253) in printable ASCII; other bytes as {@code \C3\A9}
 * @param fingerprint SHA-256 of the DER form, 64 hexadecimal digits in lower case
 */
public record ClientCertificate(String subject, String fingerprint) {
    public static ClientCertificate of(X509Certificate certificate) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            String subject = certificate.getSubjectX500Principal().getName(X500Principal.RFC2253);
            return new ClientCertificate(printable(subject), HexFormat.of().formatHex(hash));
        } catch (NoSuchAlgorithmException | CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate that was read cannot be written", e);
        }
    }

    /** The subject goes into a header field, and an authority may sign any text (RFC 2253 section 2.4 has the escape). */
    static String printable(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (byte b : text.getBytes(StandardCharsets.UTF_8)) {
            if (b >= ' ' && b <= '~') {
                out.append((char) b);
            } else {
                out.append('\\').append(HexFormat.of().toHexDigits(b).toUpperCase(Locale.ROOT));
            }
        }
        return out.toString();
    }
}
