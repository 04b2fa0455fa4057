package gateway.server.process;

import gateway.server.config.ConfigReader;
import gateway.server.config.InvalidConfigException;
import gateway.server.config.LoadedConfig;
import gateway.server.config.Problem;
import java.nio.file.Path;

/** A configuration file, with the files that it includes. */
public final class FileSource implements ConfigSource {
    private final ConfigReader reader;
    private final Path file;
    private final ListenOverride listen;
    private final boolean adminNeeded;

    /** @param adminNeeded the gateway does not start when the admin port is taken */
    public FileSource(ConfigReader reader, Path file, ListenOverride listen, boolean adminNeeded) {
        this.reader = reader;
        this.file = file;
        this.listen = listen;
        this.adminNeeded = adminNeeded;
    }

    @Override
    public String name() {
        return file.toString();
    }

    @Override
    public Loaded load() throws UnusableConfigException {
        try {
            LoadedConfig loaded = reader.read(file);
            return new Loaded(
                    listen.apply(loaded.config()),
                    loaded.lints().stream().map(Problem::toString).toList(),
                    loaded.hash(),
                    adminNeeded);
        } catch (InvalidConfigException e) {
            throw new UnusableConfigException(
                    e.problems().stream().map(Problem::toString).toList());
        }
    }
}
