/**
 * The life of the server process: start, signals, reload, stop.
 *
 * <p>May import: core, {@code admin}, {@code config}, {@code metrics}, {@code accesslog}, {@code log}.
 * Start reading at {@link gateway.server.process.GatewayProcess}, then
 * {@link gateway.server.process.Service}.
 */
@NullMarked
package gateway.server.process;

import org.jspecify.annotations.NullMarked;
