package gateway.core.upstream.connection;

import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponse;
import java.util.Iterator;
import java.util.Map;

/** How many interim (1xx) responses one request may get: more, or larger ones, are an attack. Event-loop confined. */
final class InterimLimit {
    private static final int MAX_HEADS = 16;
    private static final int MAX_BYTES = 64 * 1024;

    private int heads;
    private int bytes;

    void reset() {
        heads = 0;
        bytes = 0;
    }

    /** One was counted since the reset. */
    boolean hasSome() {
        return heads > 0;
    }

    /** Counts one; false when it must not be passed on. */
    boolean admits(HttpResponse interim) {
        heads++;
        bytes += bytesOf(interim.headers());
        return heads <= MAX_HEADS && bytes <= MAX_BYTES;
    }

    private static int bytesOf(HttpHeaders headers) {
        int sum = 0;
        Iterator<Map.Entry<CharSequence, CharSequence>> fields = headers.iteratorCharSequence();
        while (fields.hasNext()) {
            Map.Entry<CharSequence, CharSequence> field = fields.next();
            sum += field.getKey().length() + field.getValue().length();
        }
        return sum;
    }
}
