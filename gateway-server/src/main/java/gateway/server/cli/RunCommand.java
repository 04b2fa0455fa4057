package gateway.server.cli;

import gateway.core.config.Address;
import gateway.server.process.ConfigSource;
import gateway.server.process.GatewayProcess;
import gateway.server.process.WarmUp;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code gateway run}: serves in the foreground. */
@Command(
        description = "Serve in the foreground: a configuration file, backends named here, or a demo.",
        footer = {
            "",
            "Without options: $GATEWAY_CONFIG, else ./gateway.yaml, else the demo.",
            "SIGHUP reloads, SIGUSR1 opens log files again, SIGTERM and SIGINT stop gracefully, a second one at once.",
            "Exit codes: 0 stopped, 1 the start failed, 2 wrong options, 78 wrong configuration."
        })
final class RunCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    final HelpOption help = new HelpOption();

    @Spec
    @Nullable
    CommandSpec spec;

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration file: YAML or JSON.")
    @Nullable
    Path file;

    @Option(
            names = "--listen",
            paramLabel = "ADDRESS",
            description = "Where to listen: :8080, 127.0.0.1:8080, [::1]:8080 or unix:/path.")
    @Nullable
    String listen;

    @Option(
            names = "--to",
            paramLabel = "HOST:PORT",
            split = ",",
            description = "Backends of a gateway without a file, separated by commas.")
    List<String> to = new ArrayList<>();

    @Option(
            names = "--servers",
            paramLabel = "FILE",
            description = "A JSON file with the backends: {\"backend_servers\": [{\"ip\": .., \"port\": ..}]}.")
    @Nullable
    Path servers;

    @Option(
            names = "--unknown-keys",
            paramLabel = "error|warn",
            description = "What an unknown key of the file is; warn is for going back to an older release.")
    UnknownKeys unknownKeys = UnknownKeys.ERROR;

    RunCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ConfigSource source = source();
        WarmUp.awaitLog();
        return new GatewayProcess(source, console.err()).run();
    }

    private ConfigSource source() {
        if ((file != null ? 1 : 0) + (servers != null ? 1 : 0) + (to.isEmpty() ? 0 : 1) > 1) {
            throw usage("-c, --servers and --to exclude each other (expected: one of them)");
        }
        Sources sources = new Sources(console, listen == null ? null : address("--listen", listen), unknownKeys);
        if (!to.isEmpty()) {
            return sources.backends(to.stream().map(this::backend).toList());
        }
        if (servers != null) {
            return sources.file(servers);
        }
        return file != null ? sources.file(file) : sources.usual();
    }

    private Address backend(String text) {
        Address address = address("--to", text);
        if (!address.isUnix() && address.port() == 0) {
            throw usage("--to " + text + ": port 0 (expected: 1 to 65535)");
        }
        // ":8001" is a backend on this machine.
        return address.isUnix() || !address.host().isEmpty() ? address : Address.tcp("127.0.0.1", address.port());
    }

    private Address address(String option, String text) {
        try {
            return Address.parse(text);
        } catch (IllegalArgumentException e) {
            throw usage(option + " " + text + ": " + e.getMessage());
        }
    }

    private ParameterException usage(String message) {
        CommandLine line = Objects.requireNonNull(spec).commandLine();
        return new ParameterException(line, message);
    }
}
