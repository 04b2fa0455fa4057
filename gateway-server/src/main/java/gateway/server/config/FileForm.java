package gateway.server.config;

import gateway.core.config.GatewayConfig;
import gateway.server.config.shape.Section;
import gateway.server.config.tree.Node.Mapping;

/** The forms that a configuration file may have, told apart by their top-level key. */
enum FileForm {
    GATEWAY,
    BACKEND_POOLS,
    BACKEND_SERVERS;

    static FileForm of(Mapping root) {
        if (root.entries().containsKey("backend_pools")) {
            return BACKEND_POOLS;
        }
        return root.entries().containsKey("backend_servers") ? BACKEND_SERVERS : GATEWAY;
    }

    Section<GatewayConfig> keys() {
        return switch (this) {
            case GATEWAY -> GatewayKeys.GATEWAY;
            case BACKEND_POOLS -> OtherForms.POOLS;
            case BACKEND_SERVERS -> OtherForms.SERVERS;
        };
    }

    /** Where a path of the configuration is in a file of this form. */
    String pathInFile(String path) {
        return switch (this) {
            case GATEWAY -> path;
            case BACKEND_POOLS ->
                path.replaceFirst("^pools", "backend_pools").replaceFirst("^hosts.*", "backend_pools");
            case BACKEND_SERVERS -> path.replaceFirst("^pools\\.servers\\.backends(\\[\\d+])?.*", "backend_servers$1");
        };
    }
}
