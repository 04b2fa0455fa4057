package gateway.server.process;

import gateway.core.config.GatewayConfig;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What a reload cannot change: event loops are made once. Says so, so that nobody waits for an effect. */
final class NextStart {
    private final GatewayConfig started;

    /** @param started what the process was started with */
    NextStart(GatewayConfig started) {
        this.started = started;
    }

    /** A line for each key that has to wait; empty when all of the configuration is in force. */
    List<String> waiting(GatewayConfig config) {
        List<String> lines = new ArrayList<>();
        if (config.workers() != started.workers()) {
            lines.add(line("workers", workers(config), workers(started)));
        }
        if (config.transport() != started.transport()) {
            lines.add(line("runtime.transport", transport(config), transport(started)));
        }
        return lines;
    }

    private static String line(String key, String wanted, String inForce) {
        return "warning: " + key + ": " + wanted + " waits for the next start; until then it is " + inForce;
    }

    private static String workers(GatewayConfig config) {
        return config.workers() == 0 ? "auto" : Integer.toString(config.workers());
    }

    private static String transport(GatewayConfig config) {
        return config.transport().name().toLowerCase(Locale.ROOT);
    }
}
