package gateway.server;

import gateway.server.cli.CommandLines;
import gateway.server.cli.Console;
import gateway.server.process.ProcessAge;
import gateway.server.process.WarmUp;

/** The process. Ends with the exit code of the command. */
public final class Main {
    private Main() {}

    public static void main(String[] arguments) {
        ProcessAge.begin();
        Console console = Console.system();
        if (arguments.length > 0 && arguments[0].equals("run")) {
            WarmUp.start(console.environment());
        }
        int code = CommandLines.execute(console, arguments);
        console.out().flush();
        console.err().flush();
        System.exit(code);
    }
}
