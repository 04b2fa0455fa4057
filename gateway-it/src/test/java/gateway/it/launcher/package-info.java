/** The launcher at the repository's root. */
@NullMarked
package gateway.it.launcher;

import org.jspecify.annotations.NullMarked;
