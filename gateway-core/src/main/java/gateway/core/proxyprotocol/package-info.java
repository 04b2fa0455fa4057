/**
 * The header of the PROXY protocol, versions 1 and 2: who is at the other end of a connection that a load balancer passes on.
 *
 * <p>May import: {@code config}, {@code http}, Netty's buffers. Start reading at {@link gateway.core.proxyprotocol.ProxyHeaderReader}.
 */
@NullMarked
package gateway.core.proxyprotocol;

import org.jspecify.annotations.NullMarked;
