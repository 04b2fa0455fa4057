package gateway.server.demo;

import gateway.core.config.GatewayConfig;
import gateway.server.config.ConfigReader;
import gateway.server.config.InvalidConfigException;
import gateway.server.config.LoadedConfig;
import gateway.server.config.Problem;
import gateway.server.process.ConfigSource;
import gateway.server.process.ListenOverride;
import gateway.server.process.UnusableConfigException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** The demo's configuration from the class path, with the real ports of its backends put in. */
public final class DemoSource implements ConfigSource {
    private static final String FILE = "demo.yaml";
    private static final int BACKENDS = 3;

    private final Map<String, String> environment;
    private final ListenOverride listen;
    private @Nullable DemoBackends backends;
    private @Nullable GatewayConfig shown;

    public DemoSource(Map<String, String> environment, ListenOverride listen) {
        this.environment = environment;
        this.listen = listen;
    }

    @Override
    public String name() {
        return "the demo";
    }

    @Override
    public Loaded load() throws UnusableConfigException, IOException {
        try {
            LoadedConfig loaded = new ConfigReader(places()).readText(text(), FILE, Path.of(""));
            GatewayConfig config = listen.apply(loaded.config());
            shown = config;
            // Its lints are for people who can change the file.
            return new Loaded(config, List.of(), false);
        } catch (InvalidConfigException e) {
            throw new UnusableConfigException(
                    e.problems().stream().map(Problem::toString).toList());
        }
    }

    /** The variables of the file: where the backends listen and, in a container, that the gateway listens to the outside. */
    private Map<String, String> places() throws IOException {
        DemoBackends servers = backends;
        if (servers == null) {
            servers = new DemoBackends();
            backends = servers;
        }
        Map<String, String> places = new HashMap<>();
        for (int i = 1; i <= BACKENDS; i++) {
            places.put("DEMO_" + i, servers.address("demo-" + i).toString());
        }
        if (Surroundings.isContainer(environment)) {
            places.put("DEMO_LISTEN", ":8080");
        }
        return places;
    }

    private static String text() throws IOException {
        try (InputStream file = DemoSource.class.getResourceAsStream("/" + FILE)) {
            return new String(
                    Objects.requireNonNull(file, "demo.yaml is part of the jar").readAllBytes(),
                    StandardCharsets.UTF_8);
        }
    }

    @Override
    public String greeting(Started started) {
        return new Greeting(Objects.requireNonNull(shown, "greets after the start"), started).text();
    }

    @Override
    public String bindHint() {
        return " (expected: a free address; try: ./gateway run --listen 127.0.0.1:8081)";
    }

    @Override
    public void close() {
        if (backends != null) {
            backends.close();
        }
    }
}
