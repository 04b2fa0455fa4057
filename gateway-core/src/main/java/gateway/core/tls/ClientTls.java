package gateway.core.tls;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The TLS of a client's connection, once its handshake is through. Event-loop confined.
 *
 * @param version {@code TLSv1.2} or {@code TLSv1.3}
 * @param certificate of the client; null when it showed none
 * @param hosts whether the connection may carry requests for a host (lower case, without port, empty for none): whoever asks for that
 *     host's own certificate meets the same policy for client certificates
 */
public record ClientTls(String version, @Nullable ClientCertificate certificate, Predicate<String> hosts) {}
