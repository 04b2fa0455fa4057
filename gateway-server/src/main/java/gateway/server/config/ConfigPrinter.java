package gateway.server.config;

import gateway.core.config.GatewayConfig;

/** Prints configurations as YAML that can be read again. */
public final class ConfigPrinter {
    private ConfigPrinter() {}

    /** Every key with its default and what it is for; a configuration that can be used as it stands. */
    public static String defaults() {
        return new DefaultsYaml().toString();
    }

    /** A configuration in full; reading it gives an equal one. */
    public static String yaml(GatewayConfig config) {
        return YamlWriter.write(EffectiveTree.of(config));
    }
}
