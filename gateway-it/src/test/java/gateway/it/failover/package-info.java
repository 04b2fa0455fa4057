/**
 * What a client sees when backends refuse, die, talk nonsense or stall.
 *
 * <p>May import: {@code gateway.it.fixture} and what it imports. Start reading at any class: each stands for one behaviour.
 */
@NullMarked
package gateway.it.failover;

import org.jspecify.annotations.NullMarked;
