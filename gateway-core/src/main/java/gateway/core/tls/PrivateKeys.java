package gateway.core.tls;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Private keys in the three forms in which they come: PKCS#8 (RFC 5958), PKCS#1 (RFC 8017) and SEC1 (RFC 5915). */
final class PrivateKeys {
    private static final byte[] RSA = Der.objectIdentifier("1.2.840.113549.1.1.1");
    private static final byte[] EC = Der.objectIdentifier("1.2.840.10045.2.1");
    private static final byte[] NULL = {5, 0};

    private PrivateKeys() {}

    static boolean isKey(PemBlock block) {
        return block.label().endsWith("PRIVATE KEY");
    }

    /** The key among the blocks of a file; null when there is none. */
    static @Nullable PrivateKey find(TlsFile file, List<PemBlock> blocks) throws TlsFileException {
        List<PemBlock> keys = blocks.stream().filter(PrivateKeys::isKey).toList();
        if (keys.isEmpty()) {
            return null;
        }
        if (keys.size() > 1) {
            throw file.wrong("holds " + keys.size() + " private keys (expected: one)");
        }
        try {
            return decode(pkcs8(keys.get(0), blocks));
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw file.wrong("the private key cannot be used: " + e.getMessage() + " (expected: an RSA or EC key)", e);
        }
    }

    private static byte[] pkcs8(PemBlock key, List<PemBlock> blocks) throws GeneralSecurityException {
        return switch (key.label()) {
            case "PRIVATE KEY" -> key.der();
            case "RSA PRIVATE KEY" -> wrap(RSA, NULL, key.der());
            case "EC PRIVATE KEY" -> wrap(EC, curve(key.der(), blocks), key.der());
            default -> throw new GeneralSecurityException("a key of the form " + key.label());
        };
    }

    private static byte[] wrap(byte[] algorithm, byte[] parameters, byte[] key) {
        return Der.element(
                Der.SEQUENCE,
                Der.integer(0),
                Der.element(Der.SEQUENCE, algorithm, parameters),
                Der.element(Der.OCTET_STRING, key));
    }

    /** In the key itself, or in a block of its own before it, as openssl writes it. */
    private static byte[] curve(byte[] sec1, List<PemBlock> blocks) throws GeneralSecurityException {
        DerReader fields = new DerReader(sec1).enter(Der.SEQUENCE);
        fields.nextElement();
        fields.nextElement();
        if (fields.hasNext() && fields.nextTag() == Der.CONSTRUCTED) {
            return fields.enter(Der.CONSTRUCTED).nextElement();
        }
        return blocks.stream()
                .filter(block -> block.label().equals("EC PARAMETERS"))
                .map(PemBlock::der)
                .findFirst()
                .orElseThrow(() -> new GeneralSecurityException("an EC key that does not name its curve"));
    }

    private static PrivateKey decode(byte[] pkcs8) throws GeneralSecurityException {
        DerReader info = new DerReader(pkcs8).enter(Der.SEQUENCE);
        info.nextElement();
        byte[] algorithm = info.enter(Der.SEQUENCE).nextElement();
        return KeyFactory.getInstance(nameOf(algorithm)).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
    }

    private static String nameOf(byte[] algorithm) throws GeneralSecurityException {
        if (Arrays.equals(algorithm, RSA)) {
            return "RSA";
        }
        if (Arrays.equals(algorithm, EC)) {
            return "EC";
        }
        throw new GeneralSecurityException("its algorithm is neither RSA nor EC");
    }
}
