package gateway.server.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;

/** A command that was run in this process: what it printed, and its exit code. */
record Captured(int code, String out, String err) {
    static Captured run(Path directory, Map<String, String> environment, String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Console console = new Console(new PrintWriter(out), new PrintWriter(err), environment, directory);
        int code = CommandLines.execute(console, arguments);
        console.out().flush();
        console.err().flush();
        return new Captured(code, out.toString(), err.toString());
    }
}
