/**
 * What TLS to clients and TLS to backends share: keys and certificates in PEM, the engine, and files that are watched for changes.
 *
 * <p>May import: {@code config}, {@code upstream} (the control thread), Netty. Start reading at {@link gateway.core.tls.KeyAndChain}.
 */
@NullMarked
package gateway.core.tls;

import org.jspecify.annotations.NullMarked;
