/**
 * Clients that stay with their backend.
 *
 * <p>May import: {@code gateway.it.fixture} and what it imports. Start reading at any class: each stands for one behaviour.
 */
@NullMarked
package gateway.it.affinity;

import org.jspecify.annotations.NullMarked;
