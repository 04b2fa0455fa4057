package gateway.server.config.tree;

/** A piece of a file that cannot be understood, so that what depends on it cannot be judged. */
final class SyntaxException extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Place place;
    private final String reason;

    SyntaxException(Place place, String reason) {
        super(reason);
        this.place = place;
        this.reason = reason;
    }

    String reason() {
        return reason;
    }

    Place place() {
        return place;
    }
}
