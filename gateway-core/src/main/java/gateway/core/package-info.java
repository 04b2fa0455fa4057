/**
 * The gateway as a library: starts, changes its configuration, drains, stops.
 *
 * <p>May import: everything in core. Start reading at {@link gateway.core.Gateway}.
 */
@NullMarked
package gateway.core;

import org.jspecify.annotations.NullMarked;
