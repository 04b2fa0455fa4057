/**
 * From a backend's host name to its addresses, again when their time to live is over.
 *
 * <p>May import: {@code config}, {@code upstream}. Start reading at {@link gateway.core.upstream.resolve.BackendResolver}.
 */
@NullMarked
package gateway.core.upstream.resolve;

import org.jspecify.annotations.NullMarked;
