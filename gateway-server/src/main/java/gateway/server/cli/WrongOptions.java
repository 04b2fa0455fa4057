package gateway.server.cli;

import gateway.core.config.Suggestions;
import gateway.server.process.ExitCode;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says what is wrong with the options in one line, and where help is. The help itself would push that line off the screen. */
final class WrongOptions implements IParameterExceptionHandler {
    private static final Pattern CONSTANTS = Pattern.compile("(\\[[A-Z_, ]+]) \\(case-insensitive\\)");

    private final Console console;

    WrongOptions(Console console) {
        this.console = console;
    }

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        CommandLine line = wrong.getCommandLine();
        console.error(message(wrong, line));
        console.err().println(line.getCommandName() + " --help says more");
        return ExitCode.USAGE;
    }

    private static String message(ParameterException wrong, CommandLine line) {
        if (!(wrong instanceof UnmatchedArgumentException unmatched)) {
            // The constants of an enum are upper case, what is typed is not.
            return CONSTANTS
                    .matcher(String.valueOf(wrong.getMessage()))
                    .replaceFirst(constants -> constants.group(1).toLowerCase(Locale.ROOT));
        }
        List<String> known = List.copyOf(line.getCommandSpec().optionsMap().keySet());
        String first = unmatched.getUnmatched().get(0);
        String option = first.contains("=") ? first.substring(0, first.indexOf('=')) : first;
        return first + ": " + (first.startsWith("-") ? "no such option" : "one argument too many") + " (expected: "
                + (known.isEmpty() ? "none" : String.join(", ", known)) + Suggestions.hint(option, known) + ")";
    }
}
