package gateway.core.codec;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Finds the end of a field's value: the first control character other than a tab, eight bytes at a time. Any thread. */
final class ControlBytes {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long BLANKS = 0x20 * ONES;
    private static final long DELETES = 0x7F * ONES;

    private ControlBytes() {}

    /** Index of the first one at or after a place; the end when there is none. */
    static int first(byte[] bytes, int from, int end) {
        int i = from;
        while (i + Long.BYTES <= end) {
            long found = controls((long) LONGS.get(bytes, i));
            if (found == 0) {
                i += Long.BYTES;
                continue;
            }
            // The lowest bit is exact; those above it may be carried over from it.
            i += Long.numberOfTrailingZeros(found) >>> 3;
            if (bytes[i] != '\t') {
                return i;
            }
            i++;
        }
        while (i < end && !isControl(bytes[i])) {
            i++;
        }
        return i;
    }

    /** The high bit of each byte that is below a blank, or a delete. */
    private static long controls(long word) {
        long deletes = word ^ DELETES;
        return (((word - BLANKS) & ~word) | ((deletes - ONES) & ~deletes)) & HIGH_BITS;
    }

    private static boolean isControl(byte b) {
        return (b >= 0 && b < ' ' && b != '\t') || b == 0x7F;
    }
}
