package gateway.it.process;

import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.opentest4j.TestAbortedException;

/** {@code ./gateway run} as a user starts it. Learns from its first lines where it listens. */
public final class RunningGateway implements AutoCloseable {
    private static final Path ROOT = Path.of(System.getProperty("repository.root", ".."));
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final Command command;

    private RunningGateway(Command command) {
        this.command = command;
    }

    /** Starts it with the arguments that come after {@code run} and waits until it serves. */
    public static RunningGateway run(String... arguments) throws Exception {
        if (!Files.exists(ROOT.resolve("gateway-server/target/build-stamp"))) {
            throw new TestAbortedException("the gateway is not packaged (run the tests with mvn verify)");
        }
        List<String> call = new ArrayList<>(List.of(ROOT.resolve("gateway").toString(), "run"));
        call.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(call);
        builder.environment().put("GATEWAY_BUILD", "off");
        RunningGateway gateway = new RunningGateway(Command.start(builder));
        try {
            gateway.awaitStart();
        } catch (RuntimeException | Error e) {
            gateway.close();
            throw e;
        }
        return gateway;
    }

    private void awaitStart() {
        await().atMost(PATIENCE)
                .until(() -> !command.isRunning() || command.output().contains("started in "));
        if (!command.isRunning()) {
            throw new AssertionError("the gateway did not start:\n" + output());
        }
    }

    /** Of the first listener, as in {@code http://127.0.0.1:4711/}. */
    public URI uri() {
        return address("listener \\S+ on (\\S+)");
    }

    public URI adminUri() {
        return address("admin on (\\S+)");
    }

    private URI address(String line) {
        Matcher matcher = Pattern.compile(line).matcher(output());
        if (!matcher.find()) {
            throw new AssertionError("no line '" + line + "' in:\n" + output());
        }
        return URI.create("http://" + matcher.group(1) + "/");
    }

    /** What it has written so far. */
    public String output() {
        try {
            return command.output();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Stops it gracefully; its exit status. */
    public int stop() throws Exception {
        command.terminate();
        return command.exit(PATIENCE);
    }

    @Override
    public void close() throws IOException {
        command.close();
    }
}
