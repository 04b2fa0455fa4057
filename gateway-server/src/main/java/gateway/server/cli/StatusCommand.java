package gateway.server.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gateway status}: how the running gateway is. */
@Command(
        description = "Show how the running gateway and its backends are.",
        footer = {"", "Exit codes: 0, 1 not reachable, 4 no answer in 10 s."})
final class StatusCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    final HelpOption help = new HelpOption();

    @Mixin
    final AdminOptions admin = new AdminOptions();

    @Option(names = "--json", description = "The same as JSON.")
    boolean json;

    StatusCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        String accept = json ? "application/json" : "text/plain";
        return AdminCall.print(console, admin, "GET", "/api/v1/status", accept, Duration.ofSeconds(10));
    }
}
