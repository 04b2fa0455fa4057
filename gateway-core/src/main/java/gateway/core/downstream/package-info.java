/**
 * How clients arrive: listeners, and what stands between a client's socket and an exchange.
 *
 * <p>May import: everything above the root package. Start reading at {@link gateway.core.downstream.Http1Handler}.
 */
@NullMarked
package gateway.core.downstream;

import org.jspecify.annotations.NullMarked;
