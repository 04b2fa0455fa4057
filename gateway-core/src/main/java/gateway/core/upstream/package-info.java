/**
 * Backends and groups of them: who there is, who is usable, who is next.
 *
 * <p>May import: {@code config}, {@code http}. Start reading at {@link gateway.core.upstream.BackendPool}.
 */
@NullMarked
package gateway.core.upstream;

import org.jspecify.annotations.NullMarked;
