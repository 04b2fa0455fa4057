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

    public FileSource(ConfigReader reader, Path file, ListenOverride listen) {
        this.reader = reader;
        this.file = file;
        this.listen = listen;
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
                    loaded.adminNamed());
        } catch (InvalidConfigException e) {
            throw new UnusableConfigException(
                    e.problems().stream().map(Problem::toString).toList());
        }
    }
}
