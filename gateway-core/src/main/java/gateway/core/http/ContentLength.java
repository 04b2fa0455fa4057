package gateway.core.http;

/** The value of a Content-Length field (RFC 9110 section 8.6): digits and nothing else, and no more than a long holds. */
public final class ContentLength {
    /** In place of a length: the text is none. */
    public static final long NONE = -1;

    private static final int MAX_DIGITS = 18;

    private ContentLength() {}

    /** Bytes, or {@link #NONE}. Zeros before the number are no part of its 18 digits. */
    public static long parse(CharSequence text) {
        int start = 0;
        while (start < text.length() - 1 && text.charAt(start) == '0') {
            start++;
        }
        int digits = text.length() - start;
        if (digits == 0 || digits > MAX_DIGITS) {
            return NONE;
        }
        long length = 0;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                return NONE;
            }
            length = length * 10 + (c - '0');
        }
        return length;
    }
}
