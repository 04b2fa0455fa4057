/**
 * Rules of HTTP that need no connection: what a request's head means, which fields are for one hop, what a failure is called.
 *
 * <p>May import: {@code config}, Netty's HTTP objects. Start reading at {@link gateway.core.http.RequestReader}, which makes
 * a {@link gateway.core.http.RequestHead}.
 */
@NullMarked
package gateway.core.http;

import org.jspecify.annotations.NullMarked;
