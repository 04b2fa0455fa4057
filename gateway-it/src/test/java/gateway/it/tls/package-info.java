/**
 * TLS from clients, with real handshakes.
 *
 * <p>May import: core, {@code fixture}, Netty's certificates for tests. Start reading at {@link gateway.it.tls.HandshakeTest}.
 */
@NullMarked
package gateway.it.tls;

import org.jspecify.annotations.NullMarked;
