/**
 * What the gateway adds to and takes from messages.
 *
 * <p>May import: {@code gateway.it.fixture} and what it imports. Start reading at any class: each stands for one behaviour.
 */
@NullMarked
package gateway.it.forwarding;

import org.jspecify.annotations.NullMarked;
