package gateway.server.process;

import gateway.core.Gateway.BoundListener;
import gateway.server.admin.StatusText;
import gateway.server.process.ConfigSource.Started;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says about a start: what runs, on what, where it listens, and how long it took. */
final class StartLines {
    private static final Logger log = LoggerFactory.getLogger(StartLines.class);

    private StartLines() {}

    static Started log(ConfigSource source, Running parts) {
        List<BoundListener> listeners = parts.gateway().listeners();
        log.info("gateway {} with {}", Version.current(), source.name());
        log.info("{}", StatusText.runtime(parts.gateway().runtime()));
        for (BoundListener listener : listeners) {
            log.info("listener {} on {}", listener.name(), String.join(" ", StatusReader.addresses(listener)));
        }
        String admin = parts.servers().adminAddress().orElse("");
        if (!admin.isEmpty()) {
            log.info("admin on {}", admin);
        }
        parts.servers().monitoringAddress().ifPresent(address -> log.info("monitoring on {}", address));
        log.info("started in {} ms", ProcessAge.now().toMillis());
        String first = listeners.isEmpty()
                ? ""
                : StatusReader.addresses(listeners.get(0)).get(0);
        return new Started(first, admin);
    }
}
