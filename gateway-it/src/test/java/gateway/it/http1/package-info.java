/**
 * HTTP/1.0 and 1.1 on the wire: framing, persistence, pipelining, interim responses.
 *
 * <p>May import: {@code gateway.it.fixture} and what it imports. Start reading at any class: each stands for one behaviour.
 */
@NullMarked
package gateway.it.http1;

import org.jspecify.annotations.NullMarked;
