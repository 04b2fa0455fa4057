package gateway.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keys and certificates as openssl writes them. */
class KeyAndChainTest {
    private static final Path FILES = Path.of("src/test/resources/tls");

    @TempDir
    Path directory;

    @ParameterizedTest
    @CsvSource({
        "rsa.crt, rsa-pkcs8.key, RSA",
        "rsa.crt, rsa-pkcs1.key, RSA",
        "ec.crt, ec-pkcs8.key, EC",
        "ec.crt, ec-sec1.key, EC",
    })
    void readsKeysOfEachForm(String certificate, String key, String algorithm) throws TlsFileException {
        KeyAndChain found = KeyAndChain.of(file(certificate), file(key));

        assertThat(found.key().getAlgorithm()).isEqualTo(algorithm);
        assertThat(found.chain()).hasSize(1);
    }

    @Test
    void takesTheCurveFromTheKeyWhenItHasNoBlockOfItsOwn() throws TlsFileException {
        String text = file("ec-sec1.key").text();
        TlsFile key = named("bare.key", text.substring(text.indexOf("-----BEGIN EC PRIVATE KEY")));

        assertThat(KeyAndChain.of(file("ec.crt"), key).key().getAlgorithm()).isEqualTo("EC");
    }

    @Test
    void readsOneFileWithEverythingInAnyOrder() throws TlsFileException {
        String key = file("rsa-pkcs8.key").text();
        String chain = file("rsa.crt").text() + "some words\n" + file("ec.crt").text();

        assertThat(KeyAndChain.of(named("a.pem", key + chain), null).chain()).hasSize(2);
        assertThat(KeyAndChain.of(named("b.pem", chain + key), null).chain()).hasSize(2);
    }

    @Test
    void readsWindowsLineEnds() throws TlsFileException {
        TlsFile certificate = named("a.crt", file("ec.crt").text().replace("\n", "\r\n"));
        TlsFile key = named("a.key", file("ec-pkcs8.key").text().replace("\n", "\r\n"));

        assertThat(KeyAndChain.of(certificate, key).chain()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "rsa.crt, ec-sec1.key, the key does not match the certificate",
        "rsa.crt, rsa.crt, holds no private key",
        "ec-sec1.key, ec-sec1.key, holds no certificate",
        "rsa.crt, rsa-encrypted.key, is encrypted (expected: a key without a passphrase)",
        "ec.crt, ec-encrypted.key, is encrypted (expected: a key without a passphrase)",
        "ec.crt, ed25519.key, its algorithm is neither RSA nor EC (expected: an RSA or EC key)",
    })
    void saysWhatIsWrong(String certificate, String key, String message) {
        assertThatExceptionOfType(TlsFileException.class)
                .isThrownBy(() -> KeyAndChain.of(file(certificate), file(key)))
                .withMessageContaining(message)
                .withMessageContaining("tls/");
    }

    @Test
    void namesTheLineOfABrokenBlock() throws TlsFileException {
        String good = file("rsa.crt").text();
        TlsFile cut = named("cut.crt", "words\n" + good.substring(0, good.length() / 2));
        TlsFile torn = named("torn.crt", good.replace("M", "*"));

        assertThatExceptionOfType(TlsFileException.class)
                .isThrownBy(() -> Certificates.of(cut))
                .withMessage("cut.crt: the block of line 2 has no end (expected: -----END CERTIFICATE-----)");
        assertThatExceptionOfType(TlsFileException.class)
                .isThrownBy(() -> Certificates.of(torn))
                .withMessageStartingWith("torn.crt: certificate 1 cannot be read");
    }

    @Test
    void refusesTwoKeysInOneFile() throws TlsFileException {
        TlsFile both = named(
                "both.key", file("rsa-pkcs8.key").text() + file("ec-pkcs8.key").text());

        assertThatExceptionOfType(TlsFileException.class)
                .isThrownBy(() -> KeyAndChain.of(file("rsa.crt"), both))
                .withMessage("both.key: holds 2 private keys (expected: one)");
    }

    @Test
    void refusesDamagedKeysWithoutAnyOtherException() throws TlsFileException {
        byte[] der = PemBlock.all(file("ec-pkcs8.key")).get(0).der();
        for (int length = 0; length < der.length; length++) {
            String text = "-----BEGIN EC PRIVATE KEY-----\n"
                    + Base64.getEncoder().encodeToString(Arrays.copyOf(der, length))
                    + "\n-----END EC PRIVATE KEY-----\n";
            assertThatExceptionOfType(TlsFileException.class)
                    .isThrownBy(() -> KeyAndChain.of(file("ec.crt"), named("damaged.key", text)));
        }
    }

    @Test
    void namesAFileThatCannotBeRead() throws IOException {
        Path missing = directory.resolve("missing.crt");
        Path large = Files.write(directory.resolve("large.crt"), new byte[5 << 20]);

        assertThatExceptionOfType(TlsFileException.class)
                .isThrownBy(() -> TlsFile.read(missing))
                .withMessage(missing + ": no such file");
        assertThatExceptionOfType(TlsFileException.class)
                .isThrownBy(() -> TlsFile.read(large))
                .withMessageStartingWith(large + ": longer than 4 MiB");
        assertThatExceptionOfType(TlsFileException.class)
                .isThrownBy(() -> TlsFile.read(directory))
                .withMessageStartingWith(directory + ": cannot be read");
    }

    private static TlsFile file(String name) throws TlsFileException {
        return TlsFile.read(FILES.resolve(name));
    }

    private static TlsFile named(String name, String text) {
        return new TlsFile(Path.of(name), text.getBytes(StandardCharsets.ISO_8859_1));
    }
}
