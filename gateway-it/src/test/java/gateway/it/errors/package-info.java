/**
 * The answers that the gateway makes itself.
 *
 * <p>May import: {@code gateway.it.fixture} and what it imports. Start reading at any class: each stands for one behaviour.
 */
@NullMarked
package gateway.it.errors;

import org.jspecify.annotations.NullMarked;
