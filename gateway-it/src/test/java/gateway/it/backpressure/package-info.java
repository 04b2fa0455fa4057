/**
 * A side that does not read stops the other side, and can still go away.
 *
 * <p>May import: {@code gateway.it.fixture} and what it imports. Start reading at any class: each stands for one behaviour.
 */
@NullMarked
package gateway.it.backpressure;

import org.jspecify.annotations.NullMarked;
