package gateway.core.downstream.tls;

import gateway.core.tls.KeyAndChain;
import io.netty.buffer.ByteBufAllocator;
import io.netty.handler.ssl.SslHandler;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.time.Instant;
import java.util.List;

/**
 * A certificate that clients get, with what a connection that gets it runs on. Immutable, but for its end; event loops use it, the
 * control thread makes and releases it.
 */
public final class ServedCertificate {
    private static final int ECDSA_P256 = 0x0403;
    private static final int ECDSA_P384 = 0x0503;
    private static final int ECDSA_P521 = 0x0603;

    private final CertificateSource source;
    private final String digest;
    private final KeyAndChain pair;
    private final ClientAuthPolicy policy;
    private final ServerContext context;
    private final List<String> names;

    /** @param digest of everything that it was made of */
    ServedCertificate(
            CertificateSource source, String digest, KeyAndChain pair, ClientAuthPolicy policy, ServerContext context) {
        this.source = source;
        this.digest = digest;
        this.pair = pair;
        this.policy = policy;
        this.context = context;
        this.names = CertificateNames.of(pair.certificate());
    }

    /** A connection asks for the client's certificate. */
    public boolean asksForCertificate() {
        return policy.asks();
    }

    /** For one connection. The handler has no time-out of its own. */
    public SslHandler newHandler(ByteBufAllocator allocator) {
        return context.newHandler(allocator);
    }

    /** The file with the certificate. */
    public String file() {
        return source.certificate().toString();
    }

    /** The names that it covers, in lower case, perhaps with a wildcard. */
    public List<String> names() {
        return names;
    }

    public Instant notAfter() {
        return pair.certificate().getNotAfter().toInstant();
    }

    boolean isValidAt(Instant time) {
        X509Certificate own = pair.certificate();
        return !time.isBefore(own.getNotBefore().toInstant()) && !time.isAfter(notAfter());
    }

    boolean isEcdsa() {
        return pair.key().getAlgorithm().equals("EC");
    }

    /** The client can verify what this key signs. */
    boolean suits(ClientHello hello) {
        return !isEcdsa() || (hello.canEcdsa() && hello.canVerify(signatureScheme()));
    }

    private int signatureScheme() {
        int bits = pair.certificate().getPublicKey() instanceof ECPublicKey key
                ? key.getParams().getOrder().bitLength()
                : 0;
        return bits <= 256 ? ECDSA_P256 : bits <= 384 ? ECDSA_P384 : ECDSA_P521;
    }

    CertificateSource source() {
        return source;
    }

    String digest() {
        return digest;
    }

    KeyAndChain pair() {
        return pair;
    }

    ClientAuthPolicy policy() {
        return policy;
    }

    ServerContext context() {
        return context;
    }
}
