/**
 * Which route a request takes, and the rules compiled for it. Immutable after {@link gateway.core.routing.RouteCompiler} made it.
 *
 * <p>May import: {@code config}, {@code http}, {@code upstream} and its parts. Start reading at {@link gateway.core.routing.RoutingTable}.
 */
@NullMarked
package gateway.core.routing;

import org.jspecify.annotations.NullMarked;
