package gateway.server.metrics;

import gateway.core.upstream.BackendStats;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Connections of all addresses that a backend's name has had. Addresses come and go; a total must not fall when one goes. Used
 * by one thread at a time.
 */
final class ConnectionTotals {
    private final Set<BackendStats> addresses = Collections.newSetFromMap(new IdentityHashMap<>());
    private long openedBefore;
    private long reusedBefore;
    private long closedBefore;

    /** The addresses of now; those that are gone count until their last connection is closed, and what they counted stays. */
    void see(Set<BackendStats> current) {
        addresses.addAll(current);
        addresses.removeIf(stats -> {
            boolean isDone = !current.contains(stats) && stats.idle() + stats.active() + stats.connecting() == 0;
            if (isDone) {
                openedBefore += stats.opened();
                reusedBefore += stats.reused();
                closedBefore += stats.closed();
            }
            return isDone;
        });
    }

    long opened() {
        return openedBefore + addresses.stream().mapToLong(BackendStats::opened).sum();
    }

    long reused() {
        return reusedBefore + addresses.stream().mapToLong(BackendStats::reused).sum();
    }

    long closed() {
        return closedBefore + addresses.stream().mapToLong(BackendStats::closed).sum();
    }

    long idle() {
        return addresses.stream().mapToLong(BackendStats::idle).sum();
    }

    long active() {
        return addresses.stream().mapToLong(BackendStats::active).sum();
    }

    long connecting() {
        return addresses.stream().mapToLong(BackendStats::connecting).sum();
    }
}
