package gateway.server.process;

import gateway.core.Gateway;
import gateway.core.Gateway.ReloadReport;
import gateway.core.GatewayOptions;
import gateway.core.config.ConfigException;
import gateway.core.config.GatewayConfig;
import gateway.server.admin.AdminServers;
import gateway.server.admin.Operated;
import gateway.server.admin.ReloadResult;
import gateway.server.process.ConfigSource.Loaded;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The parts that serve: observers, admin servers, gateway. Changed by one thread at a time. */
final class Running implements AutoCloseable {
    private static final Logger log = LoggerFactory.getLogger(Running.class);

    private final Observers observers;
    private final AdminServers servers;
    private final Gateway gateway;
    private final NextStart nextStart;

    private Running(Observers observers, AdminServers servers, Gateway gateway) {
        this.observers = observers;
        this.servers = servers;
        this.gateway = gateway;
        nextStart = new NextStart(gateway.config());
    }

    /**
     * Starts all parts, or none. The gateway comes last: once it accepts, nothing can fail any more.
     *
     * @throws ConfigException with every problem
     * @throws IOException naming what cannot be bound or opened
     */
    static Running start(Loaded loaded, Operated operated) throws ConfigException, IOException {
        GatewayConfig config = loaded.config();
        Observers observers = new Observers(config.accessLog());
        AdminServers servers = new AdminServers(operated);
        try {
            servers.prepare(config, tolerated(loaded)).commit();
            Gateway gateway = Gateway.start(config, new GatewayOptions(observers.listeners(), List.of()));
            observers.bind(gateway);
            return new Running(observers, servers, gateway);
        } catch (ConfigException | IOException | RuntimeException e) {
            servers.close();
            observers.close();
            throw e;
        }
    }

    /** All or nothing: what can fail comes first, and is undone when a later part fails. */
    ReloadResult apply(Loaded loaded) throws ConfigException, IOException {
        GatewayConfig old = gateway.config();
        AdminServers.Change change = servers.prepare(loaded.config(), tolerated(loaded));
        try {
            observers.configure(loaded.config().accessLog());
            ReloadReport report = gateway.apply(loaded.config());
            change.commit();
            List<String> warnings = new ArrayList<>(loaded.warnings());
            warnings.addAll(nextStart.waiting(loaded.config()));
            return ReloadResult.done(report, warnings);
        } catch (ConfigException | IOException | RuntimeException e) {
            change.rollback();
            observers.configure(old.accessLog());
            throw e;
        }
    }

    private static @Nullable Consumer<String> tolerated(Loaded loaded) {
        return loaded.adminNamed() ? null : problem -> log.warn("{}; goes on without an admin port", problem);
    }

    Gateway gateway() {
        return gateway;
    }

    Observers observers() {
        return observers;
    }

    AdminServers servers() {
        return servers;
    }

    /** What still runs is cut. */
    @Override
    public void close() {
        gateway.close();
        servers.close();
        observers.close();
    }
}
