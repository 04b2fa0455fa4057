/**
 * Where one can listen and connect.
 *
 * <p>May import: {@code gateway.it.fixture} and what it imports. Start reading at any class: each stands for one behaviour.
 */
@NullMarked
package gateway.it.address;

import org.jspecify.annotations.NullMarked;
