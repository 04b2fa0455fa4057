package gateway.core.upstream.connection;

import gateway.core.http.FailureReason;
import io.netty.handler.ssl.NotSslRecordException;
import java.nio.channels.ClosedChannelException;
import java.security.cert.CertPathValidatorException;
import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** What a failed handshake is called, and what people are told of it. */
final class TlsFailure {
    private TlsFailure() {}

    static FailureReason reason(Throwable cause) {
        return ofCertificate(cause) != null ? FailureReason.TLS_CERTIFICATE : FailureReason.TLS_HANDSHAKE;
    }

    /** One line. */
    static String text(Throwable cause) {
        Throwable certificate = ofCertificate(cause);
        if (certificate != null) {
            String why = String.valueOf(deepest(certificate).getMessage());
            return "its certificate was refused: " + why + hint(why);
        }
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof NotSslRecordException) {
                return "it does not speak TLS on this port";
            }
        }
        return deepest(cause) instanceof ClosedChannelException
                ? "it closed the connection during the handshake"
                : String.valueOf(deepest(cause).getMessage());
    }

    /** The name is what most often is wrong, above all where a backend is given by its address. */
    private static String hint(String why) {
        if (why.startsWith("No subject alternative") || why.startsWith("No name matching")) {
            return " (expected: a certificate for this name or address, or the name that it is for in the pool's tls.verify_name"
                    + " or tls.sni)";
        }
        return why.contains("unable to find valid certification path")
                ? " (expected: an authority that the system knows, or its certificate in the pool's tls.ca)"
                : "";
    }

    private static @Nullable Throwable ofCertificate(Throwable cause) {
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof CertificateException || each instanceof CertPathValidatorException) {
                return each;
            }
        }
        return null;
    }

    private static Throwable deepest(Throwable cause) {
        Throwable deepest = cause;
        while (deepest.getCause() != null) {
            deepest = deepest.getCause();
        }
        return deepest;
    }
}
