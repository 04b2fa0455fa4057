package gateway.it.launcher;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The launcher in a repository of its own, with programs beside it that only say how they were called. */
final class Launcher {
    private static final Path ORIGINAL = Path.of(System.getProperty("repository.root", ".."), "gateway");

    private final Path directory;
    private final Path repository;
    private final Map<String, String> environment = new HashMap<>();
    private Path program;

    Launcher(Path directory) {
        this.directory = directory;
        repository = directory.resolve("repository");
        program = repository.resolve("gateway");
    }

    /** Sources that look like ours, the launcher, and a path with the system's small tools only. */
    void layOut() throws IOException {
        for (String file : List.of(
                "pom.xml",
                "config/demo.yaml",
                "gateway-core/pom.xml",
                "gateway-core/src/main/java/A.java",
                "gateway-server/pom.xml",
                "gateway-server/src/main/java/B.java")) {
            Files.createDirectories(path(file).getParent());
            Files.writeString(path(file), "");
        }
        ageSources();
        Files.copy(ORIGINAL, program);
        Path tools = Files.createDirectories(directory.resolve("bin"));
        for (String tool : List.of("find", "readlink", "mkdir", "cat", "sed", "flock", "sleep", "touch", "rm", "mv")) {
            Path real = Stream.of("/usr/bin/", "/bin/")
                    .map(parent -> Path.of(parent + tool))
                    .filter(Files::exists)
                    .findFirst()
                    .orElseThrow();
            script(tools.resolve(tool), "exec " + real + " \"$@\"");
        }
        environment.put("PATH", tools.toString());
        environment.put(
                "HOME", Files.createDirectories(directory.resolve("home")).toString());
    }

    /** A Java that prints its home and its arguments in brackets, and leaves an archive when asked for one. */
    void addJava(String home, int version, boolean withCompiler) throws IOException {
        Path java = directory.resolve(home);
        script(java.resolve("bin/java"), """
                printf '%s ' "$0"
                for a in "$@"; do
                    printf '[%s] ' "$a"
                    case $a in -XX:ArchiveClassesAtExit=*) echo x >"${a#*=}" ;; esac
                done
                echo
                """);
        if (withCompiler) {
            script(java.resolve("bin/javac"), "");
        }
        Files.writeString(java.resolve("release"), "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + ".0.1\"\n");
    }

    void addJavaThatCannotRehearse(String home) throws IOException {
        script(
                directory.resolve(home).resolve("bin/java"),
                "case \"$*\" in *Rehearsal*) exit 1 ;; *) echo \"$@\" ;; esac");
    }

    /** A Maven that takes a moment, leaves what the real one leaves, and keeps a list of its calls. */
    void addMaven(int exit) throws IOException {
        script(directory.resolve("bin/mvn"), """
                echo "$*" >>"%s"
                echo "maven says no"
                sleep 0.3
                mkdir -p gateway-server/.run
                touch gateway-server/.run/gateway-server-1.jar gateway-server/.run/build-stamp
                exit %d
                """.formatted(directory.resolve("calls"), exit));
    }

    /** What {@code mvn package} leaves. */
    void buildByHand() throws IOException {
        for (String file : List.of("gateway-server-1.jar", "build-stamp")) {
            Files.createDirectories(path("gateway-server/target"));
            Files.writeString(path("gateway-server/target/" + file), "");
        }
    }

    void removeMaven() throws IOException {
        Files.delete(directory.resolve("bin/mvn"));
    }

    List<String> mavenCalls() throws IOException {
        Path calls = directory.resolve("calls");
        return Files.exists(calls) ? Files.readAllLines(calls) : List.of();
    }

    /** Relative to the test's directory; null unsets it. */
    void javaHome(@Nullable String home) {
        if (home == null) {
            environment.remove("JAVA_HOME");
        } else {
            environment.put("JAVA_HOME", directory.resolve(home).toString());
        }
    }

    void set(String variable, String value) {
        environment.put(variable, value);
    }

    void callAs(Path link) {
        program = link;
    }

    Path path(String inRepository) {
        return repository.resolve(inRepository);
    }

    /** Makes a file an hour old. */
    void age(String inRepository) throws IOException {
        setTime(path(inRepository), Instant.now().minusSeconds(3600));
    }

    /** Makes the sources, directories included, two hours old. */
    void ageSources() throws IOException {
        try (Stream<Path> files = Files.walk(repository)) {
            for (Path file : files.filter(file -> !file.toString().matches(".*/(target|[.]run)(/.*)?"))
                    .toList()) {
                setTime(file, Instant.now().minusSeconds(7200));
            }
        }
    }

    Process start(String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder();
        builder.command().add(program.toString());
        builder.command().addAll(List.of(arguments));
        builder.directory(directory.toFile());
        builder.environment().clear();
        builder.environment().putAll(environment);
        return builder.start();
    }

    Result run(String... arguments) throws Exception {
        return result(start(arguments));
    }

    /** Waits for the end; the little that the scripts write fits into a pipe. */
    Result result(Process process) throws Exception {
        if (!process.waitFor(30, TimeUnit.SECONDS)) {
            process.destroyForcibly();
            throw new AssertionError("the launcher did not end within 30 s");
        }
        return new Result(
                process.exitValue(),
                new String(process.getInputStream().readAllBytes(), UTF_8),
                new String(process.getErrorStream().readAllBytes(), UTF_8));
    }

    private static void setTime(Path file, Instant time) throws IOException {
        Files.setLastModifiedTime(file, FileTime.from(time));
    }

    private static void script(Path file, String body) throws IOException {
        Files.createDirectories(file.getParent());
        Files.writeString(file, "#!/bin/sh\n" + body + "\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /** How a run ended. */
    record Result(int exit, String output, String error) {}
}
