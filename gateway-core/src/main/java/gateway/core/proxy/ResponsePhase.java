package gateway.core.proxy;

/** How much of an exchange's response is out: WAITING to STREAMING to DONE, or WAITING to DONE. */
enum ResponsePhase {
    WAITING,
    STREAMING,
    DONE
}
