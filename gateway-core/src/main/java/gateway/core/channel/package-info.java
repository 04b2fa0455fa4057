/**
 * A connection's bytes, on either side, whatever they mean.
 *
 * <p>May import: {@code timer}. Start reading at {@link gateway.core.channel.ByteSide}.
 */
@NullMarked
package gateway.core.channel;

import org.jspecify.annotations.NullMarked;
