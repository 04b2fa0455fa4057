package gateway.server.cli;

import gateway.server.process.ExitCode;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gateway} without a command: the help over all of them. */
@Command(
        synopsisSubcommandLabel = "COMMAND",
        description = "A layer 7 gateway: reverse proxy and load balancer for HTTP.",
        footer = {"", "gateway COMMAND --help says more. gateway run alone shows a demo."})
final class GatewayCommand implements Callable<Integer> {
    private final Console console;
    private final Set<String> commands;

    @Mixin
    final HelpOption help = new HelpOption();

    GatewayCommand(Console console, Set<String> commands) {
        this.console = console;
        this.commands = commands;
    }

    @Override
    public Integer call() {
        console.error("a command is missing (expected: one of " + String.join(", ", commands) + ")");
        return ExitCode.USAGE;
    }
}
