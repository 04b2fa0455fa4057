package gateway.server.cli;

/** The admin port could not be asked. */
final class AdminException extends Exception {
    private static final long serialVersionUID = 1L;

    private final boolean timedOut;

    AdminException(String message, boolean timedOut) {
        super(message);
        this.timedOut = timedOut;
    }

    boolean isTimedOut() {
        return timedOut;
    }
}
