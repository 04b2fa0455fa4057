package gateway.core.codec;

import io.netty.handler.codec.http.HttpVersion;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The version in a first line: eight bytes, compared at once (RFC 9112 section 2.3). Any thread. */
final class HttpVersions {
    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long HTTP_1_1 = word("HTTP/1.1");
    private static final long HTTP_1_0 = word("HTTP/1.0");
    /** HTTP/x.x without the digits. */
    private static final long ANY = word("HTTP/\0.\0");

    private static final long DIGIT_PLACES = 0xFF00FF0000000000L;

    private HttpVersions() {}

    /** The version, when it is one that is spoken here; the index has eight bytes behind it. */
    static @Nullable HttpVersion exact(byte[] bytes, int at) {
        long word = (long) LONGS.get(bytes, at);
        if (word == HTTP_1_1) {
            return HttpVersion.HTTP_1_1;
        }
        return word == HTTP_1_0 ? HttpVersion.HTTP_1_0 : null;
    }

    /** A version of HTTP, of whatever number. */
    static boolean isAny(byte[] bytes, int at) {
        return ((long) LONGS.get(bytes, at) & ~DIGIT_PLACES) == ANY && isDigit(bytes[at + 5]) && isDigit(bytes[at + 7]);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static long word(String text) {
        return (long) LONGS.get(text.getBytes(StandardCharsets.US_ASCII), 0);
    }
}
