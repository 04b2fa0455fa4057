package gateway.server.process;

import gateway.core.config.GatewayConfig;
import java.io.IOException;
import java.util.List;

/** Where the configuration comes from. Read at the start and again at each reload, by the control thread. */
public interface ConfigSource extends AutoCloseable {
    /** For people: a file, or what stands in for one. */
    String name();

    /**
     * Reads it.
     *
     * @throws UnusableConfigException with every problem
     * @throws IOException when what it needs beside files cannot be started
     */
    Loaded load() throws UnusableConfigException, IOException;

    /** What to tell the user once it serves; empty for nothing. */
    default String greeting(Started started) {
        return "";
    }

    /** What else the user can do when an address cannot be bound; empty for nothing. */
    default String bindHint() {
        return "";
    }

    /** Ends what it runs for its configuration. */
    @Override
    default void close() {}

    /**
     * A usable configuration.
     *
     * @param warnings a line each
     * @param adminNamed the user asked for this admin address, so the gateway does not start without it
     */
    record Loaded(GatewayConfig config, List<String> warnings, boolean adminNamed) {
        public Loaded {
            warnings = List.copyOf(warnings);
        }
    }

    /**
     * Where it serves.
     *
     * @param listener address of the first listener
     * @param admin address of the admin port; empty when there is none
     */
    record Started(String listener, String admin) {}
}
