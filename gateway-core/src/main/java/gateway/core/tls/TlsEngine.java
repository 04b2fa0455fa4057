package gateway.core.tls;

import io.netty.handler.ssl.OpenSsl;
import io.netty.handler.ssl.SslProvider;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Which implementation of TLS is used: BoringSSL where its library loads, else the JDK's, which is slower. */
public enum TlsEngine {
    BORINGSSL(SslProvider.OPENSSL_REFCNT),
    JDK(SslProvider.JDK);

    private static final Logger LOG = LoggerFactory.getLogger(TlsEngine.class);

    private final SslProvider provider;

    TlsEngine(SslProvider provider) {
        this.provider = provider;
    }

    /** Contexts of {@link #BORINGSSL} are reference counted. */
    public SslProvider provider() {
        return provider;
    }

    /** The one of this process; the first call loads it, and says so when it is the slower one. */
    public static TlsEngine ours() {
        return Chosen.ENGINE;
    }

    private static final class Chosen {
        private static final String RENEGOTIATION = "jdk.tls.rejectClientInitiatedRenegotiation";
        static final TlsEngine ENGINE = choose();

        private static TlsEngine choose() {
            // BoringSSL never renegotiates for a client, the JDK does unless told.
            if (System.getProperty(RENEGOTIATION) == null) {
                System.setProperty(RENEGOTIATION, "true");
            }
            if (OpenSsl.isAvailable()) {
                return BORINGSSL;
            }
            LOG.warn(
                    "BoringSSL cannot be used, TLS runs on the slower engine of the JDK: {}",
                    String.valueOf(OpenSsl.unavailabilityCause()));
            return JDK;
        }
    }
}
