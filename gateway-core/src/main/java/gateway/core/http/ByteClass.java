package gateway.core.http;

/**
 * What a byte of a head may be (RFC 9110 section 5.6, RFC 9112 section 3, RFC 3986). One table, so that reading and writing agree.
 * Any thread.
 */
public final class ByteClass {
    /** May stand in a method, a field name, a parameter's name. */
    public static final int TOKEN = 1;
    /** May stand in a field's value or a reason phrase: visible, blank, tab or above ASCII. */
    public static final int VALUE = 2;
    /** May stand in a request line's target as far as its end must be found: visible or above ASCII. */
    public static final int TARGET = 4;
    /** The underscore, which backends take for a dash. */
    public static final int UNDERSCORE = 8;
    /** May stand in a quoted string without an escape. */
    public static final int QUOTED = 16;

    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";
    private static final byte[] CLASSES = new byte[256];

    static {
        for (int b = 0; b < CLASSES.length; b++) {
            CLASSES[b] = (byte) classes(b);
        }
    }

    private ByteClass() {}

    /** The classes of a byte, as bits. */
    public static int of(byte b) {
        return CLASSES[b & 0xFF];
    }

    /** The classes of a character, as bits; none for one that is no byte. */
    static int of(char c) {
        return c < CLASSES.length ? CLASSES[c] : 0;
    }

    private static int classes(int b) {
        boolean isVisible = (b > ' ' && b < 0x7F) || b > 0x7F;
        boolean isBlank = b == ' ' || b == '\t';
        boolean isToken = b < 0x80 && (Character.isLetterOrDigit(b) || TOKEN_MARKS.indexOf(b) >= 0);
        int bits = isVisible ? VALUE | TARGET : isBlank ? VALUE : 0;
        bits |= isToken ? TOKEN : 0;
        bits |= b == '_' ? UNDERSCORE : 0;
        bits |= (isVisible || isBlank) && b != '"' && b != '\\' ? QUOTED : 0;
        return bits;
    }
}
