/**
 * Which backend gets a request, and with which path.
 *
 * <p>May import: {@code gateway.it.fixture} and what it imports. Start reading at any class: each stands for one behaviour.
 */
@NullMarked
package gateway.it.routing;

import org.jspecify.annotations.NullMarked;
