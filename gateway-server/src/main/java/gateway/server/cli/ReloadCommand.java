package gateway.server.cli;

import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gateway reload}: the running gateway reads its files again. */
@Command(
        description = "Let the running gateway read its configuration again.",
        footer = {"", "Exit codes: 0 done, 1 refused (nothing was changed) or not reachable, 4 no answer in 60 s."})
final class ReloadCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    final HelpOption help = new HelpOption();

    @Mixin
    final AdminOptions admin = new AdminOptions();

    ReloadCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        return AdminCall.print(console, admin, "POST", "/api/v1/reload", "text/plain", Duration.ofSeconds(60));
    }
}
