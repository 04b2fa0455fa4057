/**
 * Connections to backends: found idle, opened, given back; one pool for each backend on each event loop.
 *
 * <p>May import: {@code config}, {@code http}, {@code timer}, {@code upstream}, {@code proxyprotocol}, {@code tls}. Start reading at {@link gateway.core.upstream.connection.ConnectionPool}.
 */
@NullMarked
package gateway.core.upstream.connection;

import org.jspecify.annotations.NullMarked;
