/**
 * Writes JSON.
 *
 * <p>May import: Jackson's streaming core only. Start reading at {@link gateway.server.json.Json}.
 */
@NullMarked
package gateway.server.json;

import org.jspecify.annotations.NullMarked;
