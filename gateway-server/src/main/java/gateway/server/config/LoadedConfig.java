package gateway.server.config;

import gateway.core.config.GatewayConfig;
import java.nio.file.Path;
import java.util.List;

/**
 * A configuration that can be used.
 *
 * @param files that it was read from, the main one first; a text that is no file is not among them
 * @param lints what can be lived with
 * @param adminNamed the files say where the admin port is; otherwise it is the default
 */
public record LoadedConfig(GatewayConfig config, List<Path> files, List<Problem> lints, boolean adminNamed) {
    public LoadedConfig {
        files = List.copyOf(files);
        lints = List.copyOf(lints);
    }
}
