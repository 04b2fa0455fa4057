package gateway.core.upstream.connection;

import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLEngine;

/** TLS of one connection to a backend. Event-loop confined. */
final class BackendTlsHandler extends SslHandler {
    /** How long a backend that does not read keeps a connection open that is to be closed, in ms. */
    private static final long CLOSE_MILLIS = 1000;

    BackendTlsHandler(SSLEngine engine) {
        super(engine);
        // The attempt watches the time.
        setHandshakeTimeoutMillis(0);
        setCloseNotifyFlushTimeoutMillis(CLOSE_MILLIS);
    }

    /** Bytes came that are no whole record yet, or were not looked at: the backend has more to say. */
    boolean hasUnread() {
        return actualReadableBytes() > 0;
    }

    /** The backend said that nothing more comes. Without it an end may be anyone's who can cut a connection (RFC 9112 section 9.8). */
    boolean isEndedByPeer() {
        return sslCloseFuture().isSuccess();
    }
}
