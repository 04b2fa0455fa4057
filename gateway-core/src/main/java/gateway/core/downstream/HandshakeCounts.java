package gateway.core.downstream;

import java.util.EnumMap;
import java.util.Map;

/** Counts of the TLS handshakes of one listener on one event loop. Written by that loop only, read by anyone. */
public final class HandshakeCounts {
    private final Map<Version, Done> done = new EnumMap<>(Version.class);
    private final Map<HandshakeResult, Failed> failed = new EnumMap<>(HandshakeResult.class);

    HandshakeCounts() {
        for (Version version : Version.values()) {
            done.put(version, new Done());
        }
        for (HandshakeResult result : HandshakeResult.values()) {
            failed.put(result, new Failed());
        }
    }

    void count(Version version, boolean isResumed) {
        Done counts = of(done, version);
        if (isResumed) {
            counts.resumed++;
        } else {
            counts.full++;
        }
    }

    void count(HandshakeResult why) {
        of(failed, why).count++;
    }

    /** Those that went well. */
    public long done(Version version, boolean isResumed) {
        Done counts = of(done, version);
        return isResumed ? counts.resumed : counts.full;
    }

    /** Those that ended in this way; 0 for {@link HandshakeResult#OK}. */
    public long failures(HandshakeResult why) {
        return of(failed, why).count;
    }

    private static <K, V> V of(Map<K, V> counts, K key) {
        V found = counts.get(key);
        if (found == null) {
            throw new IllegalStateException("no counts for " + key);
        }
        return found;
    }

    /** The versions that a handshake can end with. */
    public enum Version {
        TLS_1_2,
        TLS_1_3
    }

    private static final class Done {
        private long full;
        private long resumed;
    }

    private static final class Failed {
        private long count;
    }
}
