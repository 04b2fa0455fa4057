package gateway.server.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Which configuration file is meant: the one given, else {@code $GATEWAY_CONFIG}, else {@code ./gateway.yaml}. */
final class ConfigFileChoice {
    private final Console console;

    ConfigFileChoice(Console console) {
        this.console = console;
    }

    Path resolve(Path file) {
        return console.directory().resolve(file);
    }

    /** The file when none is given; empty when there is none. One that $GATEWAY_CONFIG names need not exist: that is an error later. */
    Optional<Path> usual() {
        String named = console.environment().getOrDefault("GATEWAY_CONFIG", "");
        if (!named.isEmpty()) {
            return Optional.of(resolve(Path.of(named)));
        }
        Path here = resolve(Path.of("gateway.yaml"));
        return Files.exists(here) ? Optional.of(here) : Optional.empty();
    }
}
