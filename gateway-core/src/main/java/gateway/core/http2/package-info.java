/**
 * Rules of HTTP/2 that need no connection: what a header block means as a request, how a response becomes one, and how much of
 * what costs a server work a client may send.
 *
 * <p>May import: {@code config}, {@code timer}, {@code http}, Netty's HTTP objects. Start reading at
 * {@link gateway.core.http2.RequestBlock}.
 */
@NullMarked
package gateway.core.http2;

import org.jspecify.annotations.NullMarked;
