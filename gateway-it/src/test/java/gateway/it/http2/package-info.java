/** HTTP/2 from clients, by programs that nobody here wrote. */
@NullMarked
package gateway.it.http2;

import org.jspecify.annotations.NullMarked;
