package gateway.core.downstream;

import io.netty.handler.ssl.NotSslRecordException;
import java.io.IOException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertificateException;
import java.util.Locale;
import javax.net.ssl.SSLException;

/** What a failed handshake is counted as. */
final class HandshakeFailures {
    private HandshakeFailures() {}

    /** @param isAskedForCertificate the client had to, or could, show a certificate */
    static HandshakeResult of(Throwable failure, boolean isAskedForCertificate) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof NotSslRecordException) {
                return HandshakeResult.NO_TLS;
            }
            if (isAskedForCertificate && isAboutCertificate(cause)) {
                return HandshakeResult.CLIENT_CERTIFICATE;
            }
            if (cause instanceof ClosedChannelException
                    || (cause instanceof IOException && !(cause instanceof SSLException))) {
                return HandshakeResult.CLIENT_GONE;
            }
        }
        return HandshakeResult.FAILED;
    }

    /** Of a missing certificate the engines tell in words only. An alert is the client's, and is about ours. */
    private static boolean isAboutCertificate(Throwable cause) {
        String message = String.valueOf(cause.getMessage()).toLowerCase(Locale.ROOT);
        return cause instanceof CertificateException
                || (cause instanceof SSLException && message.contains("certificate") && !message.contains("alert"));
    }
}
