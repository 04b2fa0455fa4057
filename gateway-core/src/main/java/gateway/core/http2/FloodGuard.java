package gateway.core.http2;

import java.util.function.LongSupplier;

/**
 * How much of each {@link Flood} one connection has left: a token bucket for each kind. What a client does in the course of
 * honest work earns it more. Event-loop confined.
 */
@SuppressWarnings("EnumOrdinal") // lives as long as the process, and an array needs it
public final class FloodGuard {
    /** A client may answer each frame of DATA with two WINDOW_UPDATEs, and some measure the line with PINGs. */
    private static final int BYTES_PER_CREDIT = 1024;
    /** Browsers send a frame of priority with each request. */
    private static final int CREDIT_PER_REQUEST = 2;

    private static final Flood[] KINDS = Flood.values();

    private final LongSupplier clock;
    private final double[] tokens = new double[KINDS.length];
    private final long[] filledNanos = new long[KINDS.length];

    /** @param clock nanoseconds, never going back */
    public FloodGuard(LongSupplier clock) {
        this.clock = clock;
        long now = clock.getAsLong();
        for (Flood kind : KINDS) {
            tokens[kind.ordinal()] = kind.atOnce();
            filledNanos[kind.ordinal()] = now;
        }
    }

    /** One more of this kind; true when it is one too many. */
    public boolean isTooMuch(Flood kind) {
        int i = kind.ordinal();
        if (tokens[i] < 1) {
            fill(kind, i);
            if (tokens[i] < 1) {
                return true;
            }
        }
        tokens[i]--;
        return false;
    }

    private void fill(Flood kind, int i) {
        long now = clock.getAsLong();
        tokens[i] = Math.min(kind.atOnce(), tokens[i] + (now - filledNanos[i]) * kind.perNano());
        filledNanos[i] = now;
    }

    /** So many bytes of a response were written. */
    public void sent(int bytes) {
        credit((double) bytes / BYTES_PER_CREDIT);
    }

    /** A request came. */
    public void requested() {
        credit(CREDIT_PER_REQUEST);
    }

    private void credit(double more) {
        credit(Flood.CONTROL_FRAMES, more);
        credit(Flood.WINDOW_UPDATES, more);
    }

    private void credit(Flood kind, double more) {
        int i = kind.ordinal();
        tokens[i] = Math.min(kind.atOnce(), tokens[i] + more);
    }
}
