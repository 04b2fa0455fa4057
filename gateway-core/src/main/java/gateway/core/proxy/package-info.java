/**
 * What happens to one exchange. The only package that decides.
 *
 * <p>May import: everything but {@code downstream}. Start reading at {@link gateway.core.proxy.Exchange}, at the table in its comment.
 */
@NullMarked
package gateway.core.proxy;

import org.jspecify.annotations.NullMarked;
