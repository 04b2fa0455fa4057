package gateway.core.downstream.tls;

import gateway.core.tls.TlsFile;
import gateway.core.tls.TlsFileException;
import io.netty.handler.ssl.OpenSslSessionTicketKey;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Keys of session tickets (RFC 5077 section 4, RFC 8446 section 4.6.1): the first one seals new tickets, all of them open old ones.
 * Immutable.
 */
final class TicketKeys {
    private static final int SIZE = OpenSslSessionTicketKey.TICKET_KEY_SIZE;
    private static final int MAX_KEYS = 16;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final List<byte[]> keys;

    private TicketKeys(List<byte[]> keys) {
        this.keys = List.copyOf(keys);
    }

    /** One new key. */
    static TicketKeys random() {
        return new TicketKeys(List.of(randomKey()));
    }

    /** A new key in front of these, of which the newest stay. */
    TicketKeys rotated(int keep) {
        List<byte[]> all = new ArrayList<>();
        all.add(randomKey());
        all.addAll(keys.subList(0, Math.min(keep, keys.size())));
        return new TicketKeys(all);
    }

    private static byte[] randomKey() {
        byte[] key = new byte[SIZE];
        RANDOM.nextBytes(key);
        return key;
    }

    /**
     * Keys that a fleet shares: 48 random bytes each, one after another as they are, or one on a line in Base64.
     *
     * @throws TlsFileException when the file holds something else
     */
    static TicketKeys of(TlsFile file) throws TlsFileException {
        byte[] content = file.content();
        String expected = " (expected: keys of 48 random bytes, as they are or one on a line in Base64;"
                + " openssl rand -base64 48 makes one)";
        List<byte[]> keys;
        try {
            keys = isText(content) ? lines(content) : pieces(content);
        } catch (IllegalArgumentException e) {
            throw new TlsFileException(file.path() + ": " + e.getMessage() + expected, e);
        }
        if (keys.isEmpty() || keys.size() > MAX_KEYS) {
            throw new TlsFileException(file.path() + ": " + keys.size() + " keys" + expected);
        }
        return new TicketKeys(keys);
    }

    /** 48 random bytes are printable once in some 10^20 times. */
    private static boolean isText(byte[] content) {
        for (byte b : content) {
            if (b != '\n' && b != '\r' && (b < ' ' || b > '~')) {
                return false;
            }
        }
        return true;
    }

    private static List<byte[]> lines(byte[] content) {
        List<byte[]> keys = new ArrayList<>();
        for (String line : new String(content, StandardCharsets.US_ASCII).split("\\R", -1)) {
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                byte[] key = Base64.getDecoder().decode(text);
                if (key.length != SIZE) {
                    throw new IllegalArgumentException("a key of " + key.length + " bytes");
                }
                keys.add(key);
            }
        }
        return keys;
    }

    private static List<byte[]> pieces(byte[] content) {
        if (content.length % SIZE != 0) {
            throw new IllegalArgumentException(content.length + " bytes, which is no multiple of " + SIZE);
        }
        List<byte[]> keys = new ArrayList<>();
        for (int at = 0; at < content.length; at += SIZE) {
            keys.add(Arrays.copyOfRange(content, at, at + SIZE));
        }
        return keys;
    }

    /** Both are none, or hold the same keys. */
    static boolean same(@Nullable TicketKeys one, @Nullable TicketKeys other) {
        if (one == null || other == null) {
            return one == other;
        }
        return Arrays.deepEquals(one.keys.toArray(), other.keys.toArray());
    }

    int size() {
        return keys.size();
    }

    /** As BoringSSL takes them: name, HMAC key and AES key of 16 bytes each. */
    OpenSslSessionTicketKey[] forBoringSsl() {
        return keys.stream()
                .map(key -> new OpenSslSessionTicketKey(
                        Arrays.copyOfRange(key, 0, 16),
                        Arrays.copyOfRange(key, 16, 32),
                        Arrays.copyOfRange(key, 32, 48)))
                .toArray(OpenSslSessionTicketKey[]::new);
    }
}
