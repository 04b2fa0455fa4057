package gateway.it.wire;

/** Bytes as a person reads them. */
final class Bytes {
    private static final int MAX_SHOWN = 600;

    private Bytes() {}

    /** One character per byte; what does not print is escaped, and what is long is cut. */
    static String show(CharSequence bytes) {
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < Math.min(bytes.length(), MAX_SHOWN); i++) {
            char c = bytes.charAt(i);
            switch (c) {
                case '\r' -> out.append("\\r");
                case '\n' -> out.append("\\n");
                case '\t' -> out.append("\\t");
                default -> {
                    if (c < ' ' || c > '~') {
                        out.append(String.format("\\x%02x", (int) c));
                    } else {
                        out.append(c);
                    }
                }
            }
        }
        return bytes.length() <= MAX_SHOWN ? out.toString() : out + "... " + bytes.length() + " bytes";
    }
}
