package gateway.core.downstream;

/** How a TLS handshake ended. */
public enum HandshakeResult {
    OK,
    /** Not through in time. */
    TIMEOUT,
    /** The client left. */
    CLIENT_GONE,
    /** What came was no TLS. */
    NO_TLS,
    /** No certificate covers the name that the client asked for, and such clients are refused. */
    UNKNOWN_NAME,
    /** The client's certificate is missing or was not accepted. */
    CLIENT_CERTIFICATE,
    /** No version, cipher suite or protocol in common, or an error in the handshake. */
    FAILED,
    /** Too many handshakes are under way, or the gateway stops. */
    REFUSED
}
