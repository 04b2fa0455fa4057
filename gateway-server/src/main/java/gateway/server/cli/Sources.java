package gateway.server.cli;

import gateway.core.config.Address;
import gateway.server.config.ConfigReader;
import gateway.server.demo.DemoSource;
import gateway.server.process.BackendsSource;
import gateway.server.process.ConfigSource;
import gateway.server.process.FileSource;
import gateway.server.process.ListenOverride;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where {@code run} takes its configuration from. */
final class Sources {
    private final Console console;
    private final ListenOverride listen;
    private final UnknownKeys unknownKeys;

    Sources(Console console, @Nullable Address listen, UnknownKeys unknownKeys) {
        this.console = console;
        this.unknownKeys = unknownKeys;
        this.listen = new ListenOverride(listen);
    }

    /** YAML, JSON, or one of the JSON forms with nothing but backends. */
    ConfigSource file(Path file) {
        return new FileSource(reader(), new ConfigFileChoice(console).resolve(file), listen);
    }

    ConfigSource backends(List<Address> backends) {
        return new BackendsSource(backends, listen);
    }

    /** What runs when nothing is said. */
    ConfigSource usual() {
        Optional<Path> file = new ConfigFileChoice(console).usual();
        return file.isPresent() ? file(file.get()) : new DemoSource(console.environment(), listen);
    }

    private ConfigReader reader() {
        return unknownKeys.reader(console.environment());
    }
}
