package gateway.core.downstream;

/** Whose turn it is on a client connection. FREE to SERVING, to FREE by way of DISCARDING or at once; all to CLOSING. */
enum Turn {
    /** The next request may begin. */
    FREE,
    /** An exchange runs. */
    SERVING,
    /** The exchange is over, but not its request: the rest is thrown away. */
    DISCARDING,
    /** No request is served any more. */
    CLOSING
}
