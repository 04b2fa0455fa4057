package gateway.core.http;

import gateway.core.config.GatewayConfig.RequestIdPolicy;
import io.netty.handler.codec.http.HttpHeaders;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.function.LongSupplier;

/** The X-Request-ID of an exchange: the client's where it may choose it, else a new one. */
public final class RequestId {
    private static final int MAX_LENGTH = 128;

    private RequestId() {}

    /** The id that the exchange gets. The caller sets it on what goes to the backend and to the client. */
    public static String choose(
            HttpHeaders headers, boolean isTrustedPeer, RequestIdPolicy policy, Generator generator) {
        if (isTrustedPeer || policy == RequestIdPolicy.KEEP) {
            String given = headers.get(FieldNames.X_REQUEST_ID);
            if (given != null && isWellFormed(given)) {
                return given;
            }
        }
        return generator.next();
    }

    /** {@code [A-Za-z0-9._:-]{1,128}}: nothing that a log, a page or a shell could take for something else. */
    public static boolean isWellFormed(CharSequence text) {
        int length = text.length();
        if (length == 0 || length > MAX_LENGTH) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (!isAllowed(text.charAt(i))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isAllowed(char c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == ':';
    }

    /**
     * Makes ids: UUIDs of version 7 (RFC 9562), which sort by time. One per event loop and confined to it: no lock, and no call
     * of the secure generator but at the start, which sets loops and processes apart. The ids are unique, not secret.
     */
    public static final class Generator {
        private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
        /** Odd constants of SplitMix64 (Steele, Lea, Flood 2014). */
        private static final long GAMMA = 0x9E3779B97F4A7C15L;

        private static final long VERSION_7 = 0x7000L;
        private static final long VARIANT = 0x8000000000000000L;

        private final LongSupplier clockMillis;
        private final byte[] text = new byte[36];
        private long high;
        private long low;

        public Generator() {
            this(System::currentTimeMillis);
        }

        Generator(LongSupplier clockMillis) {
            this.clockMillis = clockMillis;
            SecureRandom random = new SecureRandom();
            high = random.nextLong();
            low = random.nextLong();
        }

        /** A new id. */
        public String next() {
            high += GAMMA;
            low += GAMMA;
            long first = clockMillis.getAsLong() << 16 | VERSION_7 | (mixed(high) & 0xFFF);
            long second = VARIANT | (mixed(low) >>> 2);
            write(first >>> 32, 0, 8);
            text[8] = '-';
            write(first >>> 16, 9, 4);
            text[13] = '-';
            write(first, 14, 4);
            text[18] = '-';
            write(second >>> 48, 19, 4);
            text[23] = '-';
            write(second, 24, 12);
            return new String(text, StandardCharsets.ISO_8859_1);
        }

        private void write(long value, int start, int digits) {
            long rest = value;
            for (int i = start + digits - 1; i >= start; i--) {
                text[i] = HEX[(int) rest & 0xF];
                rest >>>= 4;
            }
        }

        private static long mixed(long state) {
            long z = (state ^ (state >>> 30)) * 0xBF58476D1CE4E5B9L;
            z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
            return z ^ (z >>> 31);
        }
    }
}
