package gateway.core.downstream.tls;

import gateway.core.config.TlsConfig.ClientAuthMode;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/**
 * Whose certificate a client must or may show. Two are the same when they ask for the same thing of the same authorities, whatever
 * file these are in. Immutable.
 *
 * @param mode empty when no certificate is asked for
 * @param authorities that sign clients' certificates
 * @param id the same for equal policies, in every process
 */
record ClientAuthPolicy(Optional<ClientAuthMode> mode, List<X509Certificate> authorities, String id) {
    static final ClientAuthPolicy NONE = new ClientAuthPolicy(Optional.empty(), List.of(), "none");

    /** That of names whose authorities cannot be read: no connection has met it. */
    static final ClientAuthPolicy UNKNOWN =
            new ClientAuthPolicy(Optional.of(ClientAuthMode.REQUIRE), List.of(), "unknown");

    ClientAuthPolicy {
        authorities = List.copyOf(authorities);
    }

    static ClientAuthPolicy of(ClientAuthMode mode, List<X509Certificate> authorities) {
        return new ClientAuthPolicy(Optional.of(mode), authorities, mode + " " + hash(authorities));
    }

    boolean asks() {
        return mode.isPresent();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof ClientAuthPolicy that && that.id.equals(id);
    }

    @Override
    public int hashCode() {
        return id.hashCode();
    }

    /** Sessions of one policy are not resumed under another (RFC 8446 section 4.6.1 leaves it to the server). */
    byte[] sessionIdContext(String listener) {
        // The library takes up to 32 bytes.
        return sha256().digest((listener + "\n" + id).getBytes(StandardCharsets.UTF_8));
    }

    private static String hash(List<X509Certificate> authorities) {
        MessageDigest digest = sha256();
        try {
            for (X509Certificate authority : authorities) {
                digest.update(authority.getEncoded());
            }
        } catch (CertificateEncodingException e) {
            throw new IllegalArgumentException("a certificate that was read cannot be written", e);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }
}
