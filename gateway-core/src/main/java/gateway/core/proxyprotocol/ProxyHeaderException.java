package gateway.core.proxyprotocol;

/** What came is no PROXY protocol header, or one that must not be taken. The message says what was expected. */
public final class ProxyHeaderException extends Exception {
    private static final long serialVersionUID = 1;

    ProxyHeaderException(String message) {
        // Without a stack trace: anyone can cause it, as often as they like.
        super(message, null, false, false);
    }
}
