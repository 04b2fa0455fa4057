package gateway.core.downstream.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import gateway.core.tls.TlsFile;
import gateway.core.tls.TlsFileException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.Test;

class TicketKeysTest {
    private static final byte[] A = key(200);
    private static final byte[] B = key(201);

    @Test
    void aNewKeySealsAndTheOldOnesStillOpen() {
        TicketKeys first = TicketKeys.random();
        TicketKeys second = first.rotated(2);
        TicketKeys fourth = second.rotated(2).rotated(2);

        assertThat(second.size()).isEqualTo(2);
        assertThat(second.forBoringSsl()[1].name()).isEqualTo(first.forBoringSsl()[0].name());
        assertThat(second.forBoringSsl()[0].name()).isNotEqualTo(first.forBoringSsl()[0].name());
        assertThat(fourth.size()).isEqualTo(3);
        assertThat(fourth.forBoringSsl()[2].name()).isEqualTo(second.forBoringSsl()[0].name());
    }

    @Test
    void readsKeysAsTheyAreAndInBase64() throws TlsFileException {
        byte[] both = Arrays.copyOf(A, 96);
        System.arraycopy(B, 0, both, 48, 48);
        String lines = "# newest first\n" + base64(A) + "\r\n\n" + base64(B);

        TicketKeys raw = TicketKeys.of(new TlsFile(Path.of("raw"), both));
        TicketKeys text = TicketKeys.of(file(lines));

        assertThat(TicketKeys.same(raw, text)).isTrue();
        assertThat(TicketKeys.same(raw, TicketKeys.of(file(base64(B) + "\n" + base64(A)))))
                .isFalse();
        assertThat(raw.forBoringSsl()[0].name()).isEqualTo(Arrays.copyOf(A, 16));
        assertThat(raw.forBoringSsl()[1].aesKey()).isEqualTo(Arrays.copyOfRange(B, 32, 48));
    }

    @Test
    void saysWhatIsExpectedOfAFile() {
        for (String text : new String[] {"", "no key", base64(Arrays.copyOf(A, 47)), base64(A) + "=\n"}) {
            assertThatExceptionOfType(TlsFileException.class)
                    .isThrownBy(() -> TicketKeys.of(file(text)))
                    .withMessageStartingWith("tickets.key: ")
                    .withMessageContaining("keys of 48 random bytes");
        }
        assertThatExceptionOfType(TlsFileException.class)
                .isThrownBy(() -> TicketKeys.of(new TlsFile(Path.of("tickets.key"), Arrays.copyOf(A, 80))))
                .withMessageContaining("80 bytes, which is no multiple of 48");
    }

    private static TlsFile file(String text) {
        return new TlsFile(Path.of("tickets.key"), text.getBytes(StandardCharsets.US_ASCII));
    }

    private static String base64(byte[] key) {
        return Base64.getEncoder().encodeToString(key);
    }

    private static byte[] key(int fill) {
        byte[] key = new byte[48];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) (fill + i);
        }
        return key;
    }
}
