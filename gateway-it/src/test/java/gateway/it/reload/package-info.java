/**
 * A new configuration under load.
 *
 * <p>May import: {@code gateway.it.fixture} and what it imports. Start reading at any class: each stands for one behaviour.
 */
@NullMarked
package gateway.it.reload;

import org.jspecify.annotations.NullMarked;
