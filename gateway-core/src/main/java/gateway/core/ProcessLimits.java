package gateway.core;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What the process may use. Read once at start.
 *
 * @param openFiles file descriptors; -1 for no limit or unknown
 * @param memoryBytes that the cgroup allows; -1 for no limit or unknown
 * @param cpus that both the cgroup's quota and the affinity mask grant, at least 1
 */
public record ProcessLimits(long openFiles, long memoryBytes, int cpus) {
    /** Asks the system. What it does not tell is unknown, never an error. */
    public static ProcessLimits read() {
        Cgroup cgroup = Cgroup.ofThisProcess();
        double quota = cgroup.cpuQuota();
        int granted = quota > 0 ? (int) Math.ceil(quota) : Integer.MAX_VALUE;
        // The JVM counts the affinity mask, and by itself a part of the cgroups.
        int cpus = Math.max(1, Math.min(granted, Runtime.getRuntime().availableProcessors()));
        return new ProcessLimits(openFiles(textOf(Path.of("/proc/self/limits"))), cgroup.memoryBytes(), cpus);
    }

    /** The soft limit in the text of /proc/self/limits; -1 when it is not there or unlimited. */
    static long openFiles(String limits) {
        String label = "Max open files";
        return limits.lines()
                .filter(line -> line.startsWith(label))
                .map(line -> line.substring(label.length()).strip().split("\\s+", 2)[0])
                .mapToLong(ProcessLimits::number)
                .findFirst()
                .orElse(-1);
    }

    /** The number, or -1 for another text such as {@code max} or {@code unlimited}. */
    static long number(String text) {
        try {
            return Long.parseLong(text.strip());
        } catch (NumberFormatException e) {
            return -1;
        }
    }

    /** The file's text; empty when it cannot be read. */
    static String textOf(Path file) {
        try {
            return Files.readString(file, StandardCharsets.US_ASCII);
        } catch (IOException e) {
            return "";
        }
    }
}
