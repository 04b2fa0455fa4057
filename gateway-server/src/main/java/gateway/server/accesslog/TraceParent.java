package gateway.server.accesslog;

import org.jspecify.annotations.Nullable;

/** The field {@code traceparent} (W3C Trace Context): {@code 00-TRACE_ID-PARENT_ID-FLAGS} in lower-case hexadecimal digits. */
final class TraceParent {
    private static final int TRACE_ID = 3;
    private static final int PARENT_ID = 36;
    private static final int FLAGS = 53;
    private static final int LENGTH = 55;

    private TraceParent() {}

    /** The trace id in the field's value; null when there is none or the value is not well-formed. */
    static @Nullable String traceId(@Nullable String value) {
        return value != null && isWellFormed(value) ? value.substring(TRACE_ID, PARENT_ID - 1) : null;
    }

    private static boolean isWellFormed(String value) {
        return hasGoodShape(value)
                && isHex(value, 0, 2)
                && !value.startsWith("ff")
                && isId(value, TRACE_ID, PARENT_ID - 1)
                && isId(value, PARENT_ID, FLAGS - 1)
                && isHex(value, FLAGS, LENGTH);
    }

    /** Versions after 00 may have more to say after a dash. */
    private static boolean hasGoodShape(String value) {
        return value.length() >= LENGTH
                && value.charAt(TRACE_ID - 1) == '-'
                && value.charAt(PARENT_ID - 1) == '-'
                && value.charAt(FLAGS - 1) == '-'
                && (value.length() == LENGTH || (!value.startsWith("00") && value.charAt(LENGTH) == '-'));
    }

    /** Digits, not all of them zero. */
    private static boolean isId(String value, int start, int end) {
        boolean isZero = true;
        for (int i = start; i < end; i++) {
            isZero &= value.charAt(i) == '0';
        }
        return !isZero && isHex(value, start, end);
    }

    private static boolean isHex(String value, int start, int end) {
        for (int i = start; i < end; i++) {
            char c = value.charAt(i);
            if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) {
                return false;
            }
        }
        return true;
    }
}
