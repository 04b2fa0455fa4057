package gateway.server.cli;

import gateway.server.config.ConfigReader;
import gateway.server.config.InvalidConfigException;
import gateway.server.config.LoadedConfig;
import gateway.server.config.Problem;
import gateway.server.process.ExitCode;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code gateway check}: every problem of a configuration file. */
@Command(
        description = "Check a configuration file and everything that it includes.",
        footer = {
            "",
            "Without -c: $GATEWAY_CONFIG, else ./gateway.yaml. gateway -t does the same.",
            "Exit codes: 0 usable, 78 errors, 1 warnings with --strict, 2 wrong options."
        })
final class CheckCommand implements Callable<Integer> {
    private final Console console;

    @Mixin
    final HelpOption help = new HelpOption();

    @Option(
            names = {"-c", "--config"},
            paramLabel = "FILE",
            description = "The configuration file.")
    @Nullable
    Path file;

    @Option(names = "--strict", description = "Warnings count too, and names of backends must resolve.")
    boolean strict;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "How problems are printed: text, json or github. Default: text.")
    CheckFormat format = CheckFormat.TEXT;

    @Option(
            names = "--unknown-keys",
            paramLabel = "error|warn",
            description = "What an unknown key of the file is; warn is for going back to an older release.")
    UnknownKeys unknownKeys = UnknownKeys.ERROR;

    CheckCommand(Console console) {
        this.console = console;
    }

    @Override
    public Integer call() {
        ConfigFileChoice choice = new ConfigFileChoice(console);
        Optional<Path> chosen = file == null ? choice.usual() : Optional.of(choice.resolve(file));
        if (chosen.isEmpty()) {
            console.error("there is no ./gateway.yaml and $GATEWAY_CONFIG is not set (expected: -c FILE)");
            return ExitCode.BAD_CONFIG;
        }
        Path checked = chosen.get();
        try {
            ConfigReader reader = unknownKeys.reader(console.environment()).openingFiles();
            LoadedConfig loaded = (strict ? reader.askingForNames() : reader).read(checked);
            print(checked, loaded.lints());
            return strict && !loaded.lints().isEmpty() ? ExitCode.FAILED : ExitCode.OK;
        } catch (InvalidConfigException e) {
            print(checked, e.problems());
            return ExitCode.BAD_CONFIG;
        }
    }

    private void print(Path checked, List<Problem> problems) {
        console.out().print(format.print(checked.toString(), problems));
        console.out().flush();
    }
}
