/**
 * What may stand where in a configuration file. A shape reads a piece of the tree, says what was expected there, and describes
 * itself as JSON Schema, so that reader, messages and schema cannot drift apart.
 *
 * <p>May import: {@code tree}, {@code gateway.core.config}, Jackson's tree model. Start reading at {@link gateway.server.config.shape.Shape}.
 */
@NullMarked
package gateway.server.config.shape;

import org.jspecify.annotations.NullMarked;
