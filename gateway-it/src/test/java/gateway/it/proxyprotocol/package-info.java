/**
 * PROXY protocol: taken from load balancers, and sent to backends.
 *
 * <p>May import: {@code gateway.it.fixture} and what it imports. Start reading at any class: each stands for one behaviour.
 */
@NullMarked
package gateway.it.proxyprotocol;

import org.jspecify.annotations.NullMarked;
