/**
 * The configuration file: from YAML or JSON to {@link gateway.core.config.GatewayConfig} and back, with every problem at its
 * place. The keys are in one table ({@code GatewayKeys} and the classes it leads to), which reader, JSON Schema and the list of
 * defaults share.
 *
 * <p>May import: its parts {@code tree} and {@code shape}, {@code gateway.core.config} and {@code
 * gateway.core.downstream.tls} (the look at certificates), Jackson. Start reading at {@link gateway.server.config.ConfigReader}.
 */
@NullMarked
package gateway.server.config;

import org.jspecify.annotations.NullMarked;
