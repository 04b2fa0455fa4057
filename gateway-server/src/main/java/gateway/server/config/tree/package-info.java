/**
 * Configuration files as one tree in which each piece knows where it stands: YAML and JSON, includes, variables, bounds against
 * hostile files. Knows no key but {@code include} and {@code x-...}.
 *
 * <p>May import: the JDK, Jackson, its YAML parser, {@code gateway.core.config}. Start reading at {@link gateway.server.config.tree.ConfigFiles}.
 */
@NullMarked
package gateway.server.config.tree;

import org.jspecify.annotations.NullMarked;
