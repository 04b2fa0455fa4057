package gateway.server.cli;

import gateway.server.config.ConfigPrinter;
import gateway.server.process.ExitCode;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gateway config}: every default, or what the running gateway runs on. */
@Command(
        description = "Print a configuration as YAML.",
        footer = {"", "Exit codes: 0, 1 not reachable, 2 wrong options, 4 no answer in 10 s."})
final class ConfigCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    final HelpOption help = new HelpOption();

    @Mixin
    final AdminOptions admin = new AdminOptions();

    @ArgGroup(multiplicity = "1")
    final Which which = new Which();

    ConfigCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        if (which.running) {
            return AdminCall.print(console, admin, "GET", "/api/v1/config", "application/yaml", Duration.ofSeconds(10));
        }
        console.out().println(ConfigPrinter.defaults().stripTrailing());
        return ExitCode.OK;
    }

    /** One of the two. */
    static final class Which {
        @Option(names = "--defaults", description = "What holds where a file says nothing.")
        boolean defaults;

        @Option(names = "--running", description = "What the running gateway runs on.")
        boolean running;
    }
}
