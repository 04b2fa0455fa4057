/**
 * The command line: one class per command, exit codes, and the client of the admin port.
 *
 * <p>May import: everything in the server. Start reading at {@link gateway.server.cli.CommandLines}.
 */
@NullMarked
package gateway.server.cli;

import org.jspecify.annotations.NullMarked;
