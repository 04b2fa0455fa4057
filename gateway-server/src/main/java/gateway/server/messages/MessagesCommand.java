package gateway.server.messages;

import gateway.core.config.GatewayConfig;
import gateway.server.config.ConfigReader;
import gateway.server.config.InvalidConfigException;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code gateway messages}: answers JSON messages until the input ends. */
@Command(
        name = "messages",
        description = "Answer requests that come as JSON messages on standard input; backends are played in memory.",
        footer = {
            "",
            "Without -c: the pools api and static; after an init message, the other nodes that it names.",
            "Exit codes: 0 the input has ended, 1 it cannot be read or nobody reads the answers, 2 wrong options, 78 bad config."
        })
public final class MessagesCommand implements Callable<Integer> {
    private static final int OK = 0;
    private static final int FAILED = 1;
    private static final int BAD_CONFIG = 78;

    private final Map<String, String> environment;
    private final Path directory;
    private final InputStream in;
    private final OutputStream out;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            description = "Show this help.")
    boolean help;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "Route as this configuration file says.")
    @Nullable
    Path file;

    @Option(names = "--full", description = "Answer with headers and body too.")
    boolean full;

    @Spec
    @Nullable
    CommandSpec spec;

    /**
     * A command that has not been called yet.
     *
     * @param environment for {@code ${VAR}} in the configuration
     * @param directory where a relative FILE begins
     */
    public MessagesCommand(Map<String, String> environment, Path directory, InputStream in, OutputStream out) {
        this.environment = environment;
        this.directory = directory;
        this.in = in;
        this.out = out;
    }

    /** On the streams of the process. Not System.out: that hides it when nobody reads any more. */
    public static MessagesCommand ofProcess(Map<String, String> environment, Path directory) {
        return new MessagesCommand(environment, directory, System.in, new FileOutputStream(FileDescriptor.out));
    }

    @Override
    public Integer call() {
        Optional<GatewayConfig> config;
        try {
            config = config();
        } catch (InvalidConfigException e) {
            e.problems().forEach(err()::println);
            return BAD_CONFIG;
        }
        try {
            new MessageStream(new MessageNode(config, full), out).serve(in);
            return OK;
        } catch (IOException e) {
            err().println("error: standard input or output: " + e.getMessage());
            return FAILED;
        }
    }

    private Optional<GatewayConfig> config() throws InvalidConfigException {
        if (file == null) {
            return Optional.empty();
        }
        return Optional.of(
                new ConfigReader(environment).read(directory.resolve(file)).config());
    }

    private PrintWriter err() {
        return Objects.requireNonNull(spec, "called without picocli")
                .commandLine()
                .getErr();
    }
}
