package gateway.server.cli;

import gateway.server.process.ExitCode;
import gateway.server.process.Version;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gateway version}: which release this is, and on which Java. */
@Command(description = "Show the version.")
final class VersionCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    final HelpOption help = new HelpOption();

    VersionCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().println("gateway " + Version.current() + " (Java " + Runtime.version() + ")");
        return ExitCode.OK;
    }
}
