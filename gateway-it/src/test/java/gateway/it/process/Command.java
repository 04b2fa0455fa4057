package gateway.it.process;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A program that runs beside the test. Its output goes to a file: a pipe would fill up and stop it. */
public final class Command implements AutoCloseable {
    private final String name;
    private final Process process;
    private final Path output;

    private Command(ProcessBuilder builder) throws IOException {
        name = String.join(" ", builder.command());
        output = Files.createTempFile("gateway-it", ".log");
        process = builder.redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
                .start();
    }

    public static Command start(String... command) throws IOException {
        return start(new ProcessBuilder(List.of(command)));
    }

    public static Command start(ProcessBuilder builder) throws IOException {
        return new Command(builder);
    }

    /** Runs to the end and returns the output; any exit status but 0 fails the test. */
    public static String run(Duration patience, String... command) throws Exception {
        try (Command running = start(command)) {
            return running.succeed(patience);
        }
    }

    public boolean isRunning() {
        return process.isAlive();
    }

    /** Standard output and standard error so far. */
    public String output() throws IOException {
        return Files.readString(output, UTF_8);
    }

    /** Waits for the end with exit status 0 and returns the output. */
    public String succeed(Duration patience) throws Exception {
        int exit = exit(patience);
        if (exit != 0) {
            throw new AssertionError(name + ": exit status " + exit + "\n" + output());
        }
        return output();
    }

    /** Waits for the end; its exit status. */
    public int exit(Duration patience) throws Exception {
        if (!process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError(name + ": still running after " + patience + "\n" + output());
        }
        return process.exitValue();
    }

    /** Asks it to end (SIGTERM). */
    public void terminate() {
        process.destroy();
    }

    @Override
    public void close() throws IOException {
        process.destroyForcibly();
        try {
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        Files.delete(output);
    }
}
