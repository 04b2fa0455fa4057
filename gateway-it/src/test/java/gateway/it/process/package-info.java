/** The gateway and other programs as processes of their own, and what to do when a program is not installed. */
@NullMarked
package gateway.it.process;

import org.jspecify.annotations.NullMarked;
