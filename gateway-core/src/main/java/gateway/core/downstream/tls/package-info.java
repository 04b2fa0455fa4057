/**
 * TLS of listeners: certificates from their files, which of them a client gets, whose certificate a client must show, session
 * tickets. What changes is built on the control thread and swapped whole; event loops read.
 *
 * <p>May import: {@code config}, {@code tls}, {@code upstream} (the control thread), Netty. Start reading at
 * {@link gateway.core.downstream.tls.ListenerTls}.
 */
@NullMarked
package gateway.core.downstream.tls;

import org.jspecify.annotations.NullMarked;
