package gateway.core.http;

import io.netty.util.AsciiString;

/** Checks the text of a field before it is kept to be written (RFC 9110 sections 5.1 and 5.5). Any thread. */
final class FieldText {
    private FieldText() {}

    /**
     * The name, when it is a token.
     *
     * @throws IllegalArgumentException when it is none
     */
    static CharSequence name(CharSequence name) {
        int length = name.length();
        boolean good = length > 0 && length <= FieldBlock.MAX_NAME;
        for (int i = 0; i < length && good; i++) {
            good = (ByteClass.of(name.charAt(i)) & ByteClass.TOKEN) != 0;
        }
        if (!good) {
            throw new IllegalArgumentException("a field name must be a token");
        }
        return name;
    }

    /**
     * The value, with a question mark for each character that is no byte.
     *
     * @throws IllegalArgumentException when it has a control character other than a tab
     */
    static CharSequence value(CharSequence value) {
        boolean hasWide = false;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if ((ByteClass.of(c) & ByteClass.VALUE) == 0) {
                if (c <= 0xFF) {
                    throw new IllegalArgumentException("a field value must not have control characters");
                }
                hasWide = true;
            }
        }
        return hasWide ? new AsciiString(value) : value;
    }
}
