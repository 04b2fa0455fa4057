package gateway.core.tls;

import java.io.ByteArrayInputStream;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

/** Makes a certificate that nobody but itself vouches for, for this machine's own names: to try things out. */
public final class SelfSigned {
    private static final Duration LIFE = Duration.ofDays(90);
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final byte[] COMMON_NAME = Der.objectIdentifier("2.5.4.3");
    private static final byte[] ECDSA_SHA256 = Der.element(Der.SEQUENCE, Der.objectIdentifier("1.2.840.10045.4.3.2"));
    private static final byte[] ALTERNATIVE_NAMES = Der.objectIdentifier("2.5.29.17");
    private static final byte[] BASIC_CONSTRAINTS = Der.objectIdentifier("2.5.29.19");
    private static final int DNS_NAME = Der.PRIMITIVE + 2;
    private static final int IP_ADDRESS = Der.PRIMITIVE + 7;
    private static final List<String> NAMES = List.of("localhost", "*.localhost");

    private SelfSigned() {}

    /** For localhost, its sub-domains and the loopback addresses; valid for 90 days. ECDSA P-256. */
    public static KeyAndChain make(Instant now) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            KeyPair pair = generator.generateKeyPair();
            byte[] content = content(pair, now);
            Signature signer = Signature.getInstance("SHA256withECDSA");
            signer.initSign(pair.getPrivate());
            signer.update(content);
            byte[] der = Der.element(Der.SEQUENCE, content, ECDSA_SHA256, bits(signer.sign()));
            X509Certificate certificate = (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(der));
            return new KeyAndChain(pair.getPrivate(), List.of(certificate));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK can make a P-256 key", e);
        }
    }

    /** What is signed (RFC 5280 section 4.1). */
    private static byte[] content(KeyPair pair, Instant now) {
        byte[] name = Der.element(
                Der.SEQUENCE,
                Der.element(
                        Der.SET,
                        Der.element(
                                Der.SEQUENCE,
                                COMMON_NAME,
                                Der.element(Der.UTF8_STRING, utf8("gateway, self-signed")))));
        return Der.element(
                Der.SEQUENCE,
                Der.element(Der.CONSTRUCTED, Der.integer(2)),
                Der.element(
                        Der.INTEGER,
                        new BigInteger(127, new SecureRandom())
                                .add(BigInteger.ONE)
                                .toByteArray()),
                ECDSA_SHA256,
                name,
                Der.element(Der.SEQUENCE, time(now.minus(Duration.ofHours(1))), time(now.plus(LIFE))),
                name,
                pair.getPublic().getEncoded(),
                Der.element(Der.CONSTRUCTED + 3, Der.element(Der.SEQUENCE, alternativeNames(), noAuthority())));
    }

    private static byte[] alternativeNames() {
        byte[][] names = Stream.concat(
                        NAMES.stream().map(name -> Der.element(DNS_NAME, utf8(name))),
                        Stream.of(new byte[] {127, 0, 0, 1}, loopback6())
                                .map(address -> Der.element(IP_ADDRESS, address)))
                .toArray(byte[][]::new);
        return Der.element(
                Der.SEQUENCE, ALTERNATIVE_NAMES, Der.element(Der.OCTET_STRING, Der.element(Der.SEQUENCE, names)));
    }

    private static byte[] loopback6() {
        byte[] address = new byte[16];
        address[15] = 1;
        return address;
    }

    private static byte[] noAuthority() {
        return Der.element(
                Der.SEQUENCE,
                BASIC_CONSTRAINTS,
                Der.element(Der.BOOLEAN, new byte[] {(byte) 0xff}),
                Der.element(Der.OCTET_STRING, Der.element(Der.SEQUENCE)));
    }

    private static byte[] time(Instant instant) {
        return Der.element(Der.GENERALIZED_TIME, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] bits(byte[] bytes) {
        return Der.element(Der.BIT_STRING, new byte[] {0}, bytes);
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
