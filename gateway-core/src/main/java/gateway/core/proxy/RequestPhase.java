package gateway.core.proxy;

/** How much of an exchange's request has come: HEAD to BODY to DONE, or HEAD to DONE. */
enum RequestPhase {
    HEAD,
    BODY,
    DONE
}
