package gateway.server.cli;

import gateway.core.config.Suggestions;
import gateway.server.messages.MessagesCommand;
import gateway.server.process.ExitCode;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine;

/**
 * All commands by name. A command's model is built when the command is called: building all of them takes longer than the start
 * of the gateway.
 */
public final class CommandLines {
    private static final Map<String, Function<Console, Callable<Integer>>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("run", RunCommand::new);
        COMMANDS.put("check", CheckCommand::new);
        COMMANDS.put("messages", console -> MessagesCommand.ofProcess(console.environment(), console.directory()));
        COMMANDS.put("reload", ReloadCommand::new);
        COMMANDS.put("status", StatusCommand::new);
        COMMANDS.put("config", ConfigCommand::new);
        COMMANDS.put("schema", SchemaCommand::new);
        COMMANDS.put("healthcheck", HealthcheckCommand::new);
        COMMANDS.put("version", VersionCommand::new);
    }

    private CommandLines() {}

    /** Runs what the arguments ask for and returns the exit code. */
    public static int execute(Console console, String... arguments) {
        if (arguments.length > 0) {
            String name = alias(arguments[0]);
            Function<Console, Callable<Integer>> command = COMMANDS.get(name);
            if (command != null) {
                List<String> rest = Arrays.asList(arguments).subList(1, arguments.length);
                return line("gateway " + name, command.apply(console), console).execute(rest.toArray(String[]::new));
            }
            if (!name.startsWith("-")) {
                console.error(name + ": no such command (expected: one of " + String.join(", ", COMMANDS.keySet())
                        + Suggestions.hint(name, COMMANDS.keySet()) + ")");
                return ExitCode.USAGE;
            }
        }
        return all(console).execute(arguments);
    }

    /** What nginx and HAProxy have taught the fingers. */
    private static String alias(String name) {
        return switch (name) {
            case "-t" -> "check";
            case "-V", "--version" -> "version";
            default -> name;
        };
    }

    private static CommandLine line(String name, Object command, Console console) {
        return new CommandLine(command)
                .setCommandName(name)
                .setOut(console.out())
                .setErr(console.err())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(new WrongOptions(console));
    }

    /** For the help over all commands. */
    private static CommandLine all(Console console) {
        CommandLine top = line("gateway", new GatewayCommand(console, COMMANDS.keySet()), console);
        COMMANDS.forEach((name, command) -> top.addSubcommand(name, command.apply(console)));
        return top;
    }
}
