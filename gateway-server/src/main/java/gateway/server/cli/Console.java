package gateway.server.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a command sees of the world.
 *
 * @param directory where relative paths begin and {@code gateway.yaml} is looked for
 */
public record Console(PrintWriter out, PrintWriter err, Map<String, String> environment, Path directory) {

    /** That of the process. UTF-8 whatever the locale: an image has none, and the reports hold a middle dot. */
    public static Console system() {
        return new Console(writer(FileDescriptor.out), writer(FileDescriptor.err), System.getenv(), Path.of(""));
    }

    private static PrintWriter writer(FileDescriptor descriptor) {
        return new PrintWriter(new OutputStreamWriter(new FileOutputStream(descriptor), StandardCharsets.UTF_8), true);
    }

    /** A line that names what went wrong. */
    void error(String message) {
        err.println("error: " + message);
    }
}
