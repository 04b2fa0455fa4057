package gateway.core.upstream.connection;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.pkitesting.CertificateBuilder;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CertificateNamesTest {
    @ParameterizedTest
    @CsvSource({
        "shop.internal,shop.internal,true",
        "Shop.Internal,shop.internal,true",
        "shop.internal,SHOP.internal,true",
        "shop.internal,a.shop.internal,false",
        "a.shop.internal,shop.internal,false",
        "shop.internal,xshop.internal,false",
        "*.shop.internal,a.shop.internal,true",
        "*.shop.internal,shop.internal,false",
        "*.shop.internal,a.b.shop.internal,false",
        "*.shop.internal,.shop.internal,false",
        "*.internal,shop.internal,false",
        "*,shop,false",
        "a*.shop.internal,ab.shop.internal,false",
        "10.0.0.1,10.0.0.1,false",
    })
    void coversAName(String certified, String name, boolean covered) throws Exception {
        assertThat(CertificateNames.cover(forName(certified), name)).isEqualTo(covered);
    }

    @Test
    void coversAnAddress() throws Exception {
        X509Certificate certificate = new CertificateBuilder()
                .ecp256()
                .subject("CN=10.0.0.3")
                .addSanIpAddress("10.0.0.1")
                .addSanIpAddress("fd00::1")
                .setIsCertificateAuthority(true)
                .buildSelfSigned()
                .getCertificate();

        assertThat(CertificateNames.cover(certificate, "10.0.0.1")).isTrue();
        assertThat(CertificateNames.cover(certificate, "fd00:0:0::1")).isTrue();
        assertThat(CertificateNames.cover(certificate, "10.0.0.2")).isFalse();
        assertThat(CertificateNames.cover(certificate, "10.0.0.3")).isFalse();
    }

    @Test
    void aCertificateWithoutAlternativeNamesCoversNothing() throws Exception {
        X509Certificate certificate = new CertificateBuilder()
                .ecp256()
                .subject("CN=shop.internal")
                .setIsCertificateAuthority(true)
                .buildSelfSigned()
                .getCertificate();

        assertThat(CertificateNames.cover(certificate, "shop.internal")).isFalse();
    }

    /** One dNSName in a SEQUENCE, in DER: the builder takes no wildcard. */
    private static X509Certificate forName(String name) throws Exception {
        byte[] text = name.getBytes(StandardCharsets.US_ASCII);
        byte[] names = ByteBuffer.allocate(text.length + 4)
                .put((byte) 0x30)
                .put((byte) (text.length + 2))
                .put((byte) 0x82)
                .put((byte) text.length)
                .put(text)
                .array();
        return new CertificateBuilder()
                .ecp256()
                .subject("CN=x")
                .setIsCertificateAuthority(true)
                .addExtensionOctetString("2.5.29.17", false, names)
                .buildSelfSigned()
                .getCertificate();
    }
}
