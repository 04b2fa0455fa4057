/**
 * What the user asked for: immutable records, the same for YAML, JSON and the Java API. No Netty, no files, no threads.
 *
 * <p>May import: the JDK only. Start reading at {@link gateway.core.config.GatewayConfig}.
 */
@NullMarked
package gateway.core.config;

import org.jspecify.annotations.NullMarked;
