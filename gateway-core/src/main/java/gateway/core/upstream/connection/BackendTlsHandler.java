package gateway.core.upstream.connection;

import io.netty.handler.ssl.SslHandler;
import javax.net.ssl.SSLEngine;
import org.jspecify.annotations.Nullable;

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

    /** Bytes came that are no whole record yet, or were not looked at: the backend has more to say. False without TLS. */
    static boolean hasUnread(@Nullable BackendTlsHandler tls) {
        return tls != null && tls.actualReadableBytes() > 0;
    }

    /**
     * The connection ended, or is about to, and the backend has not said that nothing more comes: anyone on the way may have cut it
     * (RFC 9112 section 9.8). False without TLS.
     */
    static boolean isCutOff(@Nullable BackendTlsHandler tls) {
        return tls != null && !tls.sslCloseFuture().isSuccess();
    }
}
