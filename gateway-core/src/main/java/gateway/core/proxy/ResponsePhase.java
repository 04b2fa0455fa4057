package gateway.core.proxy;

/** How much of an exchange's response is out: WAITING to STREAMING or TUNNEL to DONE, or WAITING to DONE. */
enum ResponsePhase {
    WAITING,
    STREAMING,
    /** The head was the last of HTTP; bytes are relayed. */
    TUNNEL,
    DONE
}
