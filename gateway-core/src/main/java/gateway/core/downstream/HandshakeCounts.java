package gateway.core.downstream;

/** Counts of the TLS handshakes of one listener on one event loop. Written by that loop only, read by anyone. */
public final class HandshakeCounts {
    /** The versions that a handshake can end with. */
    public enum Version {
        TLS_1_2,
        TLS_1_3
    }

    private final long[] done = new long[Version.values().length * 2];
    private final long[] failed = new long[HandshakeResult.values().length];

    void count(Version version, boolean isResumed) {
        done[index(version, isResumed)]++;
    }

    void count(HandshakeResult why) {
        failed[why.ordinal()]++;
    }

    /** Those that went well. */
    public long done(Version version, boolean isResumed) {
        return done[index(version, isResumed)];
    }

    /** Those that ended in this way; 0 for {@link HandshakeResult#OK}. */
    public long failures(HandshakeResult why) {
        return failed[why.ordinal()];
    }

    private static int index(Version version, boolean isResumed) {
        return version.ordinal() * 2 + (isResumed ? 1 : 0);
    }
}
