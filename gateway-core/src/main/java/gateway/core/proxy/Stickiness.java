package gateway.core.proxy;

/** What session affinity made of an exchange. */
public enum Stickiness {
    /** The pool is not sticky, or no backend was chosen. */
    NONE,
    /** The backend is the one that the client's cookie names. */
    KEPT,
    /** The client had no cookie, or one of a backend that cannot be used, and gets one with the response. */
    NEW
}
