package gateway.core.proxyprotocol;

/** What came is no PROXY protocol header, or one that must not be taken. The message says what was expected. */
public final class ProxyHeaderException extends Exception {
    private static final long serialVersionUID = 1;

    private final String fault;

    ProxyHeaderException(String fault) {
        // Without a stack trace: anyone can cause it, as often as they like.
        super(fault, null, false, false);
        this.fault = fault;
    }

    /** What is wrong with it, as the end of a sentence about the header. */
    public String fault() {
        return fault;
    }
}
