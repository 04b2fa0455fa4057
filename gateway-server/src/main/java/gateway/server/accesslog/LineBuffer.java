package gateway.server.accesslog;

import java.nio.charset.StandardCharsets;

/**
 * The bytes of one log line while it is formatted. Text that a client can choose is escaped and cut at a budget, so that a line
 * is always one line and never longer than the buffer. Used by one event loop; allocates nothing.
 */
final class LineBuffer {
    /** More than all budgets, keys and numbers of a line together. */
    static final int CAPACITY = 16 * 1024;
    /** Budgets in bytes of output, escapes included. */
    static final int TARGET = 4096;

    static final int HEADER = 2048;
    static final int NAME = 512;

    private static final byte[] LOWER_HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] UPPER_HEX = "0123456789ABCDEF".getBytes(StandardCharsets.US_ASCII);
    private static final String CUT = "...";

    private final byte[] bytes = new byte[CAPACITY];
    private int length;

    byte[] bytes() {
        return bytes;
    }

    int length() {
        return length;
    }

    void clear() {
        length = 0;
    }

    /** Text of ours: printable ASCII, not escaped. */
    LineBuffer text(String ascii) {
        for (int i = 0; i < ascii.length(); i++) {
            bytes[length++] = (byte) ascii.charAt(i);
        }
        return this;
    }

    LineBuffer bytes(byte[] ascii) {
        System.arraycopy(ascii, 0, bytes, length, ascii.length);
        length += ascii.length;
        return this;
    }

    LineBuffer number(long value) {
        if (value < 0) {
            bytes[length++] = '-';
            // Long.MIN_VALUE has no positive counterpart; no count of ours comes near.
            return number(-Math.max(value, -Long.MAX_VALUE));
        }
        int digits = 1;
        for (long rest = value; rest >= 10; rest /= 10) {
            digits++;
        }
        return padded(value, digits);
    }

    /** A number with leading zeros. */
    LineBuffer padded(long value, int digits) {
        long rest = value;
        for (int at = length + digits - 1; at >= length; at--) {
            bytes[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
        return this;
    }

    /** Nanoseconds as milliseconds with three decimals. */
    LineBuffer millis(long nanos) {
        long micros = Math.max(0, nanos) / 1000;
        number(micros / 1000);
        bytes[length++] = '.';
        return padded(micros % 1000, 3);
    }

    /** The inside of a JSON string, in pure ASCII: control characters, quotes and everything beyond 0x7e are escaped. */
    LineBuffer json(CharSequence value, int budget) {
        int end = length + budget - CUT.length();
        for (int i = 0; i < value.length(); i++) {
            // The longest step is a pair of surrogates, two escapes of six bytes.
            if (length + 12 > end) {
                return text(CUT);
            }
            char c = value.charAt(i);
            if (c == '"' || c == '\\') {
                bytes[length++] = '\\';
                bytes[length++] = (byte) c;
            } else if (c >= 0x20 && c < 0x7f) {
                bytes[length++] = (byte) c;
            } else if (!Character.isSurrogate(c)) {
                unicode(c);
            } else if (isPair(value, i)) {
                unicode(c);
                unicode(value.charAt(++i));
            } else {
                unicode('\ufffd');
            }
        }
        return this;
    }

    /** As nginx escapes: quotes, backslashes and bytes outside of 0x20 to 0x7e become {@code \xNN}. */
    LineBuffer combined(CharSequence value, int budget) {
        int end = length + budget - CUT.length();
        for (int i = 0; i < value.length(); i++) {
            if (length + 4 > end) {
                return text(CUT);
            }
            char c = value.charAt(i);
            if (c >= 0x20 && c < 0x7f && c != '"' && c != '\\') {
                bytes[length++] = (byte) c;
            } else if (c <= 0xff) {
                bytes[length++] = '\\';
                bytes[length++] = 'x';
                bytes[length++] = UPPER_HEX[c >> 4];
                bytes[length++] = UPPER_HEX[c & 15];
            } else {
                // The HTTP decoder makes one char of each byte, so that this does not come from the wire.
                bytes[length++] = '?';
            }
        }
        return this;
    }

    private static boolean isPair(CharSequence value, int i) {
        return i + 1 < value.length() && Character.isSurrogatePair(value.charAt(i), value.charAt(i + 1));
    }

    private void unicode(char c) {
        bytes[length++] = '\\';
        bytes[length++] = 'u';
        bytes[length++] = LOWER_HEX[c >> 12];
        bytes[length++] = LOWER_HEX[c >> 8 & 15];
        bytes[length++] = LOWER_HEX[c >> 4 & 15];
        bytes[length++] = LOWER_HEX[c & 15];
    }
}
