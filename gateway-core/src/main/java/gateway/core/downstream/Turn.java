package gateway.core.downstream;

/**
 * Whose turn it is on a client connection. FREE to SERVING, to FREE by way of DISCARDING or at once; SERVING to TUNNEL; all to
 * CLOSING.
 */
enum Turn {
    /** The next request may begin. */
    FREE,
    /** An exchange runs. */
    SERVING,
    /** The exchange is over, but not its request: the rest is thrown away. */
    DISCARDING,
    /** The connection has left HTTP: the exchange that runs is its last one. */
    TUNNEL,
    /** No request is served any more. */
    CLOSING
}
