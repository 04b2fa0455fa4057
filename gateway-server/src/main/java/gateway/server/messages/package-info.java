/**
 * The command {@code gateway messages}: requests as JSON messages on standard input, answers on standard output, backends played
 * in memory; routing, balancing, stickiness and rewriting are those of the data path.
 *
 * <p>May import: {@code gateway.core}, {@code gateway.server.config}, Jackson, picocli. Start reading at {@link
 * gateway.server.messages.MessageNode}.
 */
@NullMarked
package gateway.server.messages;

import org.jspecify.annotations.NullMarked;
