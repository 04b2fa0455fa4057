package gateway.server.process;

import gateway.core.config.Address;
import gateway.core.config.GatewayConfig;
import gateway.server.config.QuickConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The command line's {@code --listen}: replaces the address of a configuration that has one listener. */
public final class ListenOverride {
    private final @Nullable Address listen;

    /** @param listen null to leave configurations as they are */
    public ListenOverride(@Nullable Address listen) {
        this.listen = listen;
    }

    /** The address that was asked for, else the other one. */
    public Address orElse(Address other) {
        return listen == null ? other : listen;
    }

    /**
     * The configuration with the address in it.
     *
     * @throws UnusableConfigException when it has several listeners
     */
    public GatewayConfig apply(GatewayConfig config) throws UnusableConfigException {
        if (listen == null) {
            return config;
        }
        if (config.listeners().size() != 1) {
            throw new UnusableConfigException(List.of("error: --listen " + listen + ": the configuration has "
                    + config.listeners().size() + " listeners (expected: 1)"));
        }
        return QuickConfig.withListen(config, listen);
    }
}
