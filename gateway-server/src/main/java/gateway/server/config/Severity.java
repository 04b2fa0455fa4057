package gateway.server.config;

/** How bad a problem is. */
public enum Severity {
    /** The configuration cannot be used. */
    ERROR,
    /** It can be used, but perhaps something else was meant. */
    WARNING
}
