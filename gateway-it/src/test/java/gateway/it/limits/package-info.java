/**
 * Sizes and numbers that are bounded.
 *
 * <p>May import: {@code gateway.it.fixture} and what it imports. Start reading at any class: each stands for one behaviour.
 */
@NullMarked
package gateway.it.limits;

import org.jspecify.annotations.NullMarked;
