package gateway.core.config;

import gateway.core.config.TlsConfig.CertificateDirectory;
import gateway.core.config.TlsConfig.CertificateFiles;

/** A listener with TLS has certificates to show. What is in the files is seen when they are loaded. */
final class TlsRules {
    private TlsRules() {}

    static void check(ProblemList problems, String path, TlsConfig tls) {
        if (tls.selfSigned() && !tls.equals(TlsConfig.SELF_SIGNED)) {
            problems.add(path, "self_signed stands alone (expected: nothing beside it, or certificates instead)");
        }
        if (!tls.selfSigned() && tls.certificates().isEmpty()) {
            problems.add(
                    path + ".certificates",
                    "none is given (expected: at least one, as in - { certificate: shop.pem, key: shop.key })");
        }
        for (int i = 0; i < tls.certificates().size(); i++) {
            String file = tls.certificates().get(i) instanceof CertificateFiles files
                    ? files.certificate()
                    : ((CertificateDirectory) tls.certificates().get(i)).directory();
            problems.expect(!file.isBlank(), path + ".certificates[" + i + "]", file, "a file");
        }
        problems.expectWithin(Bounds.MAX_HANDSHAKES, path + ".max_handshakes", tls.maxHandshakes());
    }
}
