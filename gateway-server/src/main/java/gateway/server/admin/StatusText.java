package gateway.server.admin;

import gateway.core.Gateway.RuntimeInfo;
import gateway.server.admin.StatusReport.BackendStatus;
import gateway.server.admin.StatusReport.ListenerStatus;
import gateway.server.admin.StatusReport.PoolStatus;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/** A status as a table for people. */
public final class StatusText {
    private StatusText() {}

    static String of(StatusReport report) {
        StringBuilder text = new StringBuilder();
        text.append("gateway " + report.version() + " · " + report.state() + " · up " + duration(report.uptime())
                + " · in flight " + report.inFlight() + "\n");
        text.append(runtime(report.runtime()) + "\n");
        text.append("config " + report.config().source()
                + " · hash " + report.config().hash()
                + " · loaded " + report.config().loadedAt().truncatedTo(ChronoUnit.SECONDS) + "\n");
        text.append("last reload " + report.config().lastReload() + "\n\n");
        table(text, listeners(report.listeners()));
        text.append('\n');
        table(text, backends(report.pools()));
        return text.toString();
    }

    /** What the process runs on, in one line. */
    public static String runtime(RuntimeInfo runtime) {
        return runtime.transport() + (runtime.note().isEmpty() ? "" : " (" + runtime.note() + ")")
                + " · " + runtime.loops() + (runtime.loops() == 1 ? " loop" : " loops")
                + " · " + (runtime.fdLimit() < 0 ? "open files unknown" : runtime.fdLimit() + " open files")
                + " · "
                + (runtime.memoryLimit() < 0 ? "memory not limited" : "memory " + mebibytes(runtime.memoryLimit()))
                + " · " + runtime.cpus() + (runtime.cpus() == 1 ? " CPU" : " CPUs");
    }

    private static String mebibytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    private static String duration(Duration uptime) {
        if (uptime.toDays() > 0) {
            return uptime.toDays() + " d " + uptime.toHoursPart() + " h";
        }
        if (uptime.toHours() > 0) {
            return uptime.toHours() + " h " + uptime.toMinutesPart() + " min";
        }
        return uptime.toMinutes() > 0
                ? uptime.toMinutes() + " min " + uptime.toSecondsPart() + " s"
                : uptime.toSeconds() + " s";
    }

    private static List<List<String>> listeners(List<ListenerStatus> listeners) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("LISTENER", "ADDRESS", "OPEN", "ACCEPTED"));
        for (ListenerStatus listener : listeners) {
            rows.add(List.of(
                    listener.name(),
                    String.join(" ", listener.addresses()),
                    Long.toString(listener.open()),
                    Long.toString(listener.accepted())));
        }
        return rows;
    }

    private static List<List<String>> backends(List<PoolStatus> pools) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(List.of("POOL", "BACKEND", "ADDRESS", "STATE", "IN FLIGHT", "IDLE", "ACTIVE", "OPENED", "REUSE"));
        for (PoolStatus pool : pools) {
            for (BackendStatus backend : pool.backends()) {
                rows.add(List.of(
                        pool.name(),
                        backend.name(),
                        backend.address(),
                        backend.state(),
                        Integer.toString(backend.inFlight()),
                        Long.toString(backend.idle()),
                        Long.toString(backend.active()),
                        Long.toString(backend.opened()),
                        Math.round(backend.reuse() * 100) + "%"));
            }
        }
        return rows;
    }

    /** Columns as wide as their widest cell, two blanks between. */
    private static void table(StringBuilder text, List<List<String>> rows) {
        int[] widths = new int[rows.get(0).size()];
        for (List<String> row : rows) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], row.get(i).length());
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                line.append(row.get(i)).append(" ".repeat(widths[i] - row.get(i).length() + 2));
            }
            text.append(line.toString().stripTrailing()).append('\n');
        }
    }
}
