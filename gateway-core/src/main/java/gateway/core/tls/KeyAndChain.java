package gateway.core.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A private key and its certificate with those that signed it, the own one first. The key is known to match. Immutable.
 */
public record KeyAndChain(PrivateKey key, List<X509Certificate> chain) {
    private static final byte[] SAMPLE = {1, 2, 3, 4};

    public KeyAndChain {
        chain = List.copyOf(chain);
    }

    /**
     * Reads PEM: the chain from one file, the key (PKCS#8, PKCS#1 or SEC1, without a passphrase) from another or the same.
     *
     * @param key null when the key is in the certificate's file
     * @throws TlsFileException when something is missing or cannot be used, or the key is that of another certificate
     */
    public static KeyAndChain of(TlsFile certificate, @Nullable TlsFile key) throws TlsFileException {
        List<PemBlock> blocks = PemBlock.all(certificate);
        List<X509Certificate> chain = Certificates.of(certificate, blocks);
        if (chain.isEmpty()) {
            throw certificate.wrong("holds no certificate (expected: -----BEGIN CERTIFICATE-----)");
        }
        TlsFile keyFile = key == null ? certificate : key;
        PrivateKey found = PrivateKeys.find(keyFile, key == null ? blocks : PemBlock.all(key));
        if (found == null) {
            throw keyFile.wrong("holds no private key (expected: PKCS#8, PKCS#1 or SEC1 in PEM"
                    + (key == null ? ", or a file with the key beside the certificate)" : ")"));
        }
        if (!isPair(found, chain.get(0).getPublicKey())) {
            throw keyFile.wrong("the key does not match the certificate"
                    + (key == null ? "" : " in " + certificate.path())
                    + " (expected: the key of the first certificate in the file)");
        }
        return new KeyAndChain(found, chain);
    }

    /** The certificate that is shown. */
    public X509Certificate certificate() {
        return chain.get(0);
    }

    private static boolean isPair(PrivateKey key, PublicKey certified) {
        if (!key.getAlgorithm().equals(certified.getAlgorithm())) {
            return false;
        }
        try {
            Signature signer =
                    Signature.getInstance(key.getAlgorithm().equals("EC") ? "SHA256withECDSA" : "SHA256withRSA");
            signer.initSign(key);
            signer.update(SAMPLE);
            byte[] signature = signer.sign();
            signer.initVerify(certified);
            signer.update(SAMPLE);
            return signer.verify(signature);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
