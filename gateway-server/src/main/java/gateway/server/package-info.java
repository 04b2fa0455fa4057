/**
 * The gateway as a process.
 *
 * <p>May import: {@code cli}, {@code process}. Start reading at {@link gateway.server.Main}, then
 * {@link gateway.server.cli.CommandLines}.
 */
@NullMarked
package gateway.server;

import org.jspecify.annotations.NullMarked;
