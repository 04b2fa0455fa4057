/**
 * TLS to backends: who is believed, what a failed handshake costs, and how an answer ends.
 *
 * <p>May import: {@code gateway.it.fixture} and what it imports. Start reading at any class: each stands for one behaviour.
 */
@NullMarked
package gateway.it.upstreamtls;

import org.jspecify.annotations.NullMarked;
