package gateway.server.cli;

import gateway.server.cli.AdminClient.Reply;
import gateway.server.process.ExitCode;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gateway healthcheck}: whether the running gateway wants traffic, as an exit code for a container's health check. */
@Command(
        description = "Ask the running gateway whether it is ready; for a container's health check.",
        footer = {"", "Exit codes: 0 ready, 1 not ready, or no answer in 2 s."})
final class HealthcheckCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    final HelpOption help = new HelpOption();

    @Mixin
    final AdminOptions admin = new AdminOptions();

    HealthcheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        try {
            Reply reply = admin.client(console).ask("GET", "/readyz", "text/plain", Duration.ofSeconds(2));
            console.out().println(reply.body().strip());
            return reply.isSuccess() ? ExitCode.OK : ExitCode.FAILED;
        } catch (AdminException e) {
            console.error(String.valueOf(e.getMessage()));
            return ExitCode.FAILED;
        }
    }
}
