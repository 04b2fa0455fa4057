/** Fails a test that leaves buffers or threads behind. */
@NullMarked
package gateway.core.leftover;

import org.jspecify.annotations.NullMarked;
