/**
 * The application log: one line per change of state on standard error. The access log has a writer of its own.
 *
 * <p>May import: log4j2 only. Start reading at {@link gateway.server.log.ApplicationLog}.
 */
@NullMarked
package gateway.server.log;

import org.jspecify.annotations.NullMarked;
