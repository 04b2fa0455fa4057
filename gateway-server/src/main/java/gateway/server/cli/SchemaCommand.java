package gateway.server.cli;

import gateway.server.config.ConfigSchema;
import gateway.server.process.ExitCode;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code gateway schema}: the JSON Schema of the configuration file, for editors. */
@Command(description = "Print the JSON Schema of the configuration file.")
final class SchemaCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    final HelpOption help = new HelpOption();

    SchemaCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        console.out().println(ConfigSchema.json().stripTrailing());
        return ExitCode.OK;
    }
}
