package gateway.core.http2;

import java.util.concurrent.TimeUnit;

/**
 * What of a client's doing costs a server more than the client, and how much of it is borne (RFC 9113 section 10.5): so many at
 * once, and then so many in a time.
 */
public enum Flood {
    /** Requests that the client cancels: each was routed and sent before it was (CVE-2023-44487). */
    RESETS("resets", 200, 200, 30),
    /** Requests that the client makes the gateway cancel (CVE-2025-8671). */
    PROVOKED_RESETS("provoked_resets", 200, 200, 30),
    /** Streams beyond the limit that was announced. */
    REFUSED_STREAMS("refused_streams", 1000, 100, 1),
    /** SETTINGS, PING, PRIORITY, GOAWAY and frames that nobody knows. */
    CONTROL_FRAMES("control_frames", 400, 20, 1),
    WINDOW_UPDATES("window_updates", 2000, 100, 1),
    /** DATA that carries nothing and ends nothing. */
    EMPTY_DATA("empty_data", 100, 10, 1),
    /** Header blocks in many pieces. */
    CONTINUATIONS("continuations", 100, 10, 1),
    /** A header block that does not end: it keeps all other streams of the connection waiting. Not borne at all. */
    SLOW_HEADERS("slow_headers", 0, 0, 1);

    private final String label;
    private final int atOnce;
    private final double perNano;

    Flood(String label, int atOnce, int inTime, int seconds) {
        this.label = label;
        this.atOnce = atOnce;
        this.perNano = (double) inTime / TimeUnit.SECONDS.toNanos(seconds);
    }

    /** As metrics call it. */
    public String label() {
        return label;
    }

    int atOnce() {
        return atOnce;
    }

    double perNano() {
        return perNano;
    }
}
