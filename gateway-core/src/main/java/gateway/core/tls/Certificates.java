package gateway.core.tls;

import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;

/** Certificates in PEM. */
public final class Certificates {
    private Certificates() {}

    /**
     * All certificates of a file, in their order: a chain, or a list of authorities.
     *
     * @throws TlsFileException when there is none, or one that cannot be read
     */
    public static List<X509Certificate> of(TlsFile file) throws TlsFileException {
        List<X509Certificate> found = of(file, PemBlock.all(file));
        if (found.isEmpty()) {
            throw file.wrong("holds no certificate (expected: -----BEGIN CERTIFICATE-----)");
        }
        return found;
    }

    static List<X509Certificate> of(TlsFile file, List<PemBlock> blocks) throws TlsFileException {
        List<X509Certificate> found = new ArrayList<>();
        for (PemBlock block : blocks) {
            if (block.label().equals("CERTIFICATE") || block.label().equals("X509 CERTIFICATE")) {
                found.add(decode(file, block, found.size() + 1));
            }
        }
        return found;
    }

    private static X509Certificate decode(TlsFile file, PemBlock block, int number) throws TlsFileException {
        try {
            CertificateFactory factory = CertificateFactory.getInstance("X.509");
            return (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(block.der()));
        } catch (CertificateException e) {
            throw file.wrong("certificate " + number + " cannot be read: " + e.getMessage(), e);
        }
    }
}
