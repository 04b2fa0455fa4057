package gateway.core.upstream.balance;

import gateway.core.http.RequestHead;
import gateway.core.upstream.Backend;
import gateway.core.upstream.Excluded;
import gateway.core.upstream.LoadBalancer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One backend after the other. Exact over all event loops: of n * k picks each of n backends gets k. A pick that excludes some
 * takes the next one that is left and does not disturb the order of the others.
 */
final class RoundRobin implements LoadBalancer {
    private final Backend[] backends;
    private final Cursor cursor;

    RoundRobin(List<Backend> backends, Cursor cursor) {
        this.backends = backends.toArray(new Backend[0]);
        this.cursor = cursor;
    }

    @Override
    public @Nullable Backend pick(RequestHead request, Excluded excluded) {
        if (backends.length == 0) {
            return null;
        }
        int first = cursor.advance(backends.length);
        if (excluded.isEmpty()) {
            return backends[first];
        }
        for (int i = 0; i < backends.length; i++) {
            Backend backend = backends[(first + i) % backends.length];
            if (!excluded.contains(backend)) {
                return backend;
            }
        }
        return null;
    }
}
