package gateway.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.server.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;

/** The command line in a process of its own, with all that it prints. Killed when the test leaves it running. */
final class ForkedGateway implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(60);

    private final Process process;
    private final List<String> lines = new CopyOnWriteArrayList<>();
    private final List<Thread> readers = new ArrayList<>();
    private volatile boolean paused;

    private ForkedGateway(Process process) {
        this.process = process;
        read(process.getInputStream());
        read(process.getErrorStream());
    }

    static ForkedGateway start(Path directory, Map<String, String> environment, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        if (Runtime.version().feature() >= 24) {
            // As the jar's manifest says; else the JVM warns of Netty's libraries.
            command.add(1, "--enable-native-access=ALL-UNNAMED");
        }
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).directory(directory.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("GATEWAY_") || name.equals("container"));
        builder.environment().putAll(environment);
        return new ForkedGateway(builder.start());
    }

    private void read(InputStream stream) {
        Thread reader = new Thread(() -> {
            try (BufferedReader text = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
                for (String line = text.readLine(); line != null; line = text.readLine()) {
                    lines.add(line);
                    while (paused) {
                        LockSupport.parkNanos(1_000_000);
                    }
                }
            } catch (IOException ended) {
                lines.add("(" + ended + ")");
            }
        });
        reader.setDaemon(true);
        reader.start();
        readers.add(reader);
    }

    /** Waits for a line and returns the first group of the pattern in it. */
    String awaitLine(String pattern) {
        return awaitLines(pattern, 1);
    }

    /** Waits for so many lines and returns the first group in the last one. */
    String awaitLines(String pattern, int count) {
        Pattern compiled = Pattern.compile(pattern);
        Awaitility.await()
                .atMost(LIMIT)
                .conditionEvaluationListener(null)
                .until(() -> found(compiled).size() >= count || !process.isAlive());
        List<String> found = found(compiled);
        assertThat(found).as("lines that match %s in %s", pattern, lines).hasSizeGreaterThanOrEqualTo(count);
        return found.get(count - 1);
    }

    private List<String> found(Pattern pattern) {
        List<String> found = new ArrayList<>();
        for (String line : lines) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                found.add(matcher.groupCount() > 0 ? matcher.group(1) : line);
            }
        }
        return found;
    }

    void signal(String name) throws IOException, InterruptedException {
        Process kill = new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start();
        assertThat(kill.waitFor()).isZero();
    }

    /** From now on nobody reads what it prints, until it has ended. */
    void stopReading() {
        paused = true;
    }

    int exitCode() throws InterruptedException {
        assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS))
                .as("ended: %s", lines)
                .isTrue();
        paused = false;
        for (Thread reader : readers) {
            reader.join();
        }
        return process.exitValue();
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void close() {
        paused = false;
        process.destroyForcibly().onExit().join();
    }
}
