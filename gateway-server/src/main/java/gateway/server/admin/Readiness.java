package gateway.server.admin;

/** Whether the process wants traffic: STARTING -> READY -> DRAINING. */
public enum Readiness {
    STARTING,
    READY,
    DRAINING;

    @Override
    public String toString() {
        return name().toLowerCase(java.util.Locale.ROOT);
    }
}
