package gateway.server.config.tree;

import java.nio.file.Path;

/**
 * A configuration file.
 *
 * @param name as shown to the user
 * @param directory that relative paths in the file start from
 */
public record Source(String name, Path directory) {}
