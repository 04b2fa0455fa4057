package gateway.core.downstream;

import io.netty.handler.ssl.ReferenceCountedOpenSslEngine;
import io.netty.internal.tcnative.SSL;
import javax.net.ssl.SSLEngine;

/** Whether a session was resumed. */
final class Resumption {
    private Resumption() {}

    /** @param beginMillis when the handshake began: the JDK tells of a session only how old it is */
    static boolean isResumed(SSLEngine engine, long beginMillis) {
        if (engine instanceof ReferenceCountedOpenSslEngine boringSsl) {
            return SSL.isSessionReused(boringSsl.sslPointer());
        }
        return engine.getSession().getCreationTime() < beginMillis;
    }
}
