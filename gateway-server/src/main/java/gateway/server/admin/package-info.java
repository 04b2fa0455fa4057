/**
 * The HTTP servers of the operators: health, metrics, status, reload. Away from the data path, on one thread of their own.
 *
 * <p>May import: core, {@code metrics}. Start reading at {@link gateway.server.admin.AdminHandler}; a new endpoint is one class
 * that implements {@link gateway.server.admin.Endpoint}.
 */
@NullMarked
package gateway.server.admin;

import org.jspecify.annotations.NullMarked;
