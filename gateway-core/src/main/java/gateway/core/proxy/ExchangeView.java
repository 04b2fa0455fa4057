package gateway.core.proxy;

import gateway.core.http.FailureReason;
import gateway.core.http.RequestHead;
import gateway.core.routing.Route;
import gateway.core.upstream.Backend;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An exchange as metrics and logs see it. Valid during the call of an {@link ExchangeListener} only; reading it allocates nothing.
 * Times are of {@link System#nanoTime()} when the event was read from its socket, 0 where the phase was not reached.
 */
public interface ExchangeView {
    /** Index of the event loop, from 0. */
    int loop();

    /** Name of the listener. */
    String listener();

    /** Null when none matched or the head was malformed. */
    @Nullable
    Route route();

    /** Null when the head was malformed. */
    @Nullable
    RequestHead request();

    /** Method as sent; empty when the head was malformed. */
    String method();

    /** The target as the client sent it; may hold any byte a client can send. Empty when there was none. */
    String target();

    /** HTTP version of the client: {@code HTTP/1.1}. */
    String protocol();

    /** Version of the client's TLS, {@code TLSv1.3}; empty for cleartext. */
    String tls();

    /** The X-Request-ID; empty when the head was malformed. */
    String requestId();

    /** Address of the client after trusted proxies. */
    String clientAddress();

    /** What was sent to the client, or 499 when it left before. */
    int status();

    /** Why the gateway answered itself or cut the response; null when all went well. */
    @Nullable
    FailureReason reason();

    /** The response's head was out when it was cut. */
    boolean isCut();

    /**
     * Its answer opened a tunnel: bytes are those that were relayed, and how long it took says how long somebody stayed, not how long
     * somebody waited.
     */
    boolean isTunnel();

    /** The backend of the last try; null when none was chosen. */
    @Nullable
    Backend backend();

    /** How many tries were made. */
    int attempts();

    /** In order; the last try is not among them unless it failed. Empty when all went well. */
    List<FailedTry> failedTries();

    /** Whether the last try's backend is the one of the client's session. */
    Stickiness stickiness();

    /** The last try was on a kept-alive connection. */
    boolean isReusedConnection();

    /** Bytes of the request's body so far. */
    long requestBytes();

    /** Bytes of the response's body so far. */
    long responseBytes();

    /** When the first byte of the head came, or its turn when that was later; {@link #startNanos} where it came in one piece. */
    long headNanos();

    /** When the head was complete. */
    long startNanos();

    /** When the last try began. */
    long attemptNanos();

    /** When the last try had a connection. */
    long connectedNanos();

    /** When the response's head came from the backend. */
    long responseHeadNanos();

    /** When it ended. */
    long endNanos();
}
