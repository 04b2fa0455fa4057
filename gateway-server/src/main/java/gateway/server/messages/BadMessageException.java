package gateway.server.messages;

/** A message that cannot be answered, with the code of the error that its sender gets. */
final class BadMessageException extends Exception {
    /** The type is not one of ours. */
    static final int UNKNOWN_TYPE = 10;
    /** A field is missing or has another form than it must have. */
    static final int BAD_MESSAGE = 12;

    private static final int MOST_SHOWN = 200;
    private static final long serialVersionUID = 1L;

    private final int code;

    BadMessageException(int code, String message) {
        super(message);
        this.code = code;
    }

    /** A field that is not as expected; names its place, its value and what was expected. */
    static BadMessageException field(String place, String value, String expected) {
        String shown = value.length() <= MOST_SHOWN ? value : value.substring(0, MOST_SHOWN) + "...";
        return new BadMessageException(BAD_MESSAGE, place + ": " + shown + " (expected: " + expected + ")");
    }

    int code() {
        return code;
    }
}
