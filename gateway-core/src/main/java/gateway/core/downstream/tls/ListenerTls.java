package gateway.core.downstream.tls;

import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of one listener as its connections use it. The control thread swaps what it holds; any event loop reads.
 */
public final class ListenerTls {
    private final String listener;
    private final AtomicLong handshakes = new AtomicLong();
    private volatile Loaded loaded;

    ListenerTls(String listener, Loaded loaded) {
        this.listener = listener;
        this.loaded = loaded;
    }

    public String listener() {
        return listener;
    }

    /** One more handshake is under way; false when there are enough, and then it must not begin. */
    public boolean beginHandshake() {
        if (handshakes.incrementAndGet() <= loaded.maxHandshakes()) {
            return true;
        }
        handshakes.decrementAndGet();
        return false;
    }

    /** To be called once for each that has begun. */
    public void endHandshake() {
        handshakes.decrementAndGet();
    }

    /** Handshakes under way. */
    public long handshakes() {
        return handshakes.get();
    }

    /** The certificate for a client; null when it is to be refused because of the name that it asks for. */
    public @Nullable ServedCertificate select(ClientHello hello) {
        return loaded.table().select(hello);
    }

    /** A client that offers protocols must offer one of ours (RFC 7301 section 3.2). */
    public boolean speaksOneOf(List<String> offered) {
        if (offered.isEmpty()) {
            return true;
        }
        for (String protocol : offered) {
            if (loaded.protocols().contains(protocol)) {
                return true;
            }
        }
        return false;
    }

    /**
     * A connection that got this certificate may carry requests for the host: whoever asks for the host's own certificate meets the
     * same policy for client certificates (RFC 9110 section 7.4). False where that is not known, because a certificate could not be
     * loaded that is to ask for them.
     *
     * @param host lower case, without port; empty when the request names none
     */
    public boolean mayServe(ServedCertificate certificate, String host) {
        return loaded.table().policies().allow(certificate.policy(), host);
    }

    /** Those in use now, in file order. */
    public List<ServedCertificate> certificates() {
        return loaded.table().all();
    }

    /** Nobody connects any more, and no event loop is about to use it. */
    public void release() {
        certificates().forEach(one -> one.context().release());
    }

    Loaded loaded() {
        return loaded;
    }

    void swap(Loaded other) {
        loaded = other;
    }

    /**
     * What was loaded at one time.
     *
     * @param protocols for ALPN, the preferred one first
     * @param maxHandshakes at the same time
     * @param fileTickets from the file that a fleet shares; null when there is none
     * @param problems of the last look at the files
     */
    record Loaded(
            CertificateTable table,
            List<String> protocols,
            long maxHandshakes,
            @Nullable TicketKeys fileTickets,
            List<TlsProblem> problems) {}
}
