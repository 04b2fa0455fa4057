/**
 * How one of several usable backends is chosen, and how a client stays with the one it had.
 *
 * <p>May import: {@code config}, {@code http}, {@code upstream}. Start reading at {@link gateway.core.upstream.balance.LoadBalancers}.
 */
@NullMarked
package gateway.core.upstream.balance;

import org.jspecify.annotations.NullMarked;
