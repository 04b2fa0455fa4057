package gateway.core.upstream.balance;

import gateway.core.http.RequestHead;
import gateway.core.upstream.Backend;
import gateway.core.upstream.Excluded;
import gateway.core.upstream.LoadBalancer;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;

/**
 * The backend with the fewest requests in flight, an idle one first. Up to 16 backends are all looked at; of more, two that are
 * drawn at random, which is nearly as good at a fixed cost. Ties go round by the pool's cursor, so that backends which answer at
 * once get equal shares. The counts of other event loops may change between the look and the use: off by at most one per loop.
 */
final class LeastConnections implements LoadBalancer {
    private static final int SCANNED = 16;

    private final Backend[] backends;
    private final Cursor cursor;

    LeastConnections(List<Backend> backends, Cursor cursor) {
        this.backends = backends.toArray(new Backend[0]);
        this.cursor = cursor;
    }

    @Override
    public @Nullable Backend pick(RequestHead request, Excluded excluded) {
        if (backends.length == 0) {
            return null;
        }
        int first = cursor.advance(backends.length);
        return backends.length <= SCANNED ? leastOfAll(first, excluded) : lesserOfTwo(first, excluded);
    }

    private @Nullable Backend leastOfAll(int first, Excluded excluded) {
        Backend best = null;
        int least = Integer.MAX_VALUE;
        int skipped = 0;
        for (int i = 0; i < backends.length && least > 0; i++) {
            Backend backend = backends[(first + i) % backends.length];
            int inFlight = backend.inFlight();
            if (inFlight < least && !excluded.contains(backend)) {
                best = backend;
                least = inFlight;
                skipped = i;
            }
        }
        if (skipped > 0 && excluded.isEmpty()) {
            // The next pick begins after this one: without it the backend that follows a busy one would win its ties
            // too.
            cursor.skip(skipped);
        }
        return best;
    }

    private @Nullable Backend lesserOfTwo(int first, Excluded excluded) {
        int size = backends.length;
        ThreadLocalRandom random = ThreadLocalRandom.current();
        int one = random.nextInt(size);
        // Any but the first draw, each with the same chance.
        int other = (one + 1 + random.nextInt(size - 1)) % size;
        boolean oneIsNext = Math.floorMod(one - first, size) < Math.floorMod(other - first, size);
        Backend next = notTried(oneIsNext ? one : other, excluded);
        Backend later = notTried(oneIsNext ? other : one, excluded);
        if (next == null || later == null) {
            return next;
        }
        return later.inFlight() < next.inFlight() ? later : next;
    }

    /** The backend at this place, or the first after it that was not tried; null when all were. */
    private @Nullable Backend notTried(int place, Excluded excluded) {
        for (int i = 0; i < backends.length; i++) {
            Backend backend = backends[(place + i) % backends.length];
            if (!excluded.contains(backend)) {
                return backend;
            }
        }
        return null;
    }
}
