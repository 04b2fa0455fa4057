package gateway.core.config;

import java.time.Duration;
import java.util.Arrays;
import java.util.Locale;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The fields of {@link TimeoutConfig}, and on which levels each may be set. */
public enum TimeoutField {
    CLIENT_HEAD(Level.LISTENER),
    CLIENT_IDLE(Level.LISTENER),
    CLIENT_BODY(Level.POOL),
    CLIENT_WRITE(Level.POOL),
    TLS_HANDSHAKE(Level.LISTENER),
    CONNECT(Level.POOL),
    RESPONSE_HEAD(Level.POOL),
    RESPONSE_STALL(Level.POOL),
    TOTAL(Level.POOL),
    TUNNEL(Level.POOL),
    PRE_STOP(Level.TOP),
    DRAIN(Level.TOP);

    private final Level innermost;

    TimeoutField(Level innermost) {
        this.innermost = innermost;
    }

    /** As in the file: {@code client_head}. */
    public String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** What the level says; null for nothing. */
    public @Nullable Duration of(TimeoutConfig timeouts) {
        return switch (this) {
            case CLIENT_HEAD -> timeouts.clientHead();
            case CLIENT_IDLE -> timeouts.clientIdle();
            case CLIENT_BODY -> timeouts.clientBody();
            case CLIENT_WRITE -> timeouts.clientWrite();
            case TLS_HANDSHAKE -> timeouts.tlsHandshake();
            case CONNECT -> timeouts.connect();
            case RESPONSE_HEAD -> timeouts.responseHead();
            case RESPONSE_STALL -> timeouts.responseStall();
            case TOTAL -> timeouts.total();
            case TUNNEL -> timeouts.tunnel();
            case PRE_STOP -> timeouts.preStop();
            case DRAIN -> timeouts.drain();
        };
    }

    /** A client's head is read before a host is known, and the process stops as a whole: such fields have outer levels only. */
    public boolean isAllowedOn(Level level) {
        return level.compareTo(innermost) <= 0;
    }

    /** Nothing to wait for is the sense of zero in these two; for the others it would cut everything at once. */
    public boolean mayBeZero() {
        return this == PRE_STOP || this == DRAIN;
    }

    /** The levels in words, as in {@code at the top level or on a listener}. */
    public String places() {
        return Arrays.stream(Level.values())
                .filter(this::isAllowedOn)
                .map(Level::words)
                .collect(Collectors.joining(" or "));
    }

    /** Where time-outs may be set, outermost first. */
    public enum Level {
        TOP("at the top level"),
        LISTENER("on a listener"),
        HOST("on a host"),
        ROUTE("on a route"),
        POOL("on a pool");

        private final String words;

        Level(String words) {
            this.words = words;
        }

        public String words() {
            return words;
        }
    }
}
