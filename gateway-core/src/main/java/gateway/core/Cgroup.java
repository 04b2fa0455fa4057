package gateway.core;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/**
 * The limits that a control group sets, version 2 or 1. Each level from the process's own group up to the root counts; the
 * tightest wins. Reads the files each time it is asked.
 */
final class Cgroup {
    private static final Path ROOT = Path.of("/sys/fs/cgroup");

    /** Version 1 says no limit by the largest number of whole pages. */
    private static final long V1_UNLIMITED = 1L << 60;

    private final Function<Path, String> files;

    /** @param files from a path to the file's text, empty when there is no such file */
    Cgroup(Function<Path, String> files) {
        this.files = files;
    }

    static Cgroup ofThisProcess() {
        return new Cgroup(ProcessLimits::textOf);
    }

    /** CPUs per period, such as 1.5; -1 for no limit or unknown. */
    double cpuQuota() {
        double v2 = tightest(levels(ROOT, ""), level -> quotaV2(files.apply(level.resolve("cpu.max"))));
        double v1 = tightest(levels(ROOT.resolve("cpu"), "cpu"), this::quotaV1);
        return tighter(v2, v1);
    }

    /** Bytes; -1 for no limit or unknown. */
    long memoryBytes() {
        double v2 = tightest(levels(ROOT, ""), level -> ProcessLimits.number(files.apply(level.resolve("memory.max"))));
        double v1 = tightest(
                levels(ROOT.resolve("memory"), "memory"),
                level -> memoryV1(files.apply(level.resolve("memory.limit_in_bytes"))));
        return (long) tighter(v2, v1);
    }

    /** {@code "150000 100000"} is 1.5 CPUs, {@code "max 100000"} no limit. */
    static double quotaV2(String text) {
        String[] words = text.strip().split("\\s+", -1);
        return words.length < 2 ? -1 : ratio(ProcessLimits.number(words[0]), ProcessLimits.number(words[1]));
    }

    private double quotaV1(Path level) {
        return ratio(
                ProcessLimits.number(files.apply(level.resolve("cpu.cfs_quota_us"))),
                ProcessLimits.number(files.apply(level.resolve("cpu.cfs_period_us"))));
    }

    private static double memoryV1(String text) {
        long bytes = ProcessLimits.number(text);
        return bytes >= V1_UNLIMITED ? -1 : bytes;
    }

    private static double ratio(long quota, long period) {
        return quota <= 0 || period <= 0 ? -1 : (double) quota / period;
    }

    /** The directories from the process's own group up to the mount point. */
    private List<Path> levels(Path mount, String controller) {
        List<Path> levels = new ArrayList<>();
        Path own = mount.resolve(groupOf(files.apply(Path.of("/proc/self/cgroup")), controller));
        for (Path level = own; level != null && level.startsWith(mount); level = level.getParent()) {
            levels.add(level);
        }
        return levels;
    }

    /**
     * The group's path, without its first slash, in the text of /proc/self/cgroup: lines such as {@code 0::/app} (version 2,
     * no controller) or {@code 4:cpu,cpuacct:/app}. Empty, the root, when the controller is not there. Inside a container with
     * a name space of its own it may be outside of what is mounted; the mount point counts in any case.
     */
    static String groupOf(String text, String controller) {
        for (String line : text.lines().toList()) {
            String[] parts = line.split(":", 3);
            if (parts.length == 3 && Arrays.asList(parts[1].split(",")).contains(controller)) {
                return parts[2].replaceFirst("^/+", "");
            }
        }
        return "";
    }

    private static double tightest(List<Path> levels, ToDoubleFunction<Path> limit) {
        return levels.stream().mapToDouble(limit).reduce(-1, Cgroup::tighter);
    }

    private static double tighter(double a, double b) {
        if (a <= 0 || b <= 0) {
            return Math.max(a, b);
        }
        return Math.min(a, b);
    }
}
