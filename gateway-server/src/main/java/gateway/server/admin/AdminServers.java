package gateway.server.admin;

import gateway.core.config.Address;
import gateway.core.config.GatewayConfig;
import gateway.core.config.GatewayConfig.AdminConfig;
import gateway.core.config.GatewayConfig.MonitoringConfig;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The admin server and the monitoring server, both optional, on one thread. Changes come from one thread at a time and in two
 * steps, so that an address which cannot be bound leaves everything as it was.
 */
public final class AdminServers implements AutoCloseable {
    private final EventLoopGroup loop =
            new MultiThreadIoEventLoopGroup(1, new DefaultThreadFactory("admin", true), NioIoHandler.newFactory());
    private final List<Endpoint> everyone;
    private final List<Endpoint> operators;
    private @Nullable AdminServer admin;
    private @Nullable AdminServer monitoring;

    public AdminServers(Operated gateway) {
        everyone = List.of(
                new LiveEndpoint(gateway::isAlive),
                new ReadyEndpoint(gateway::readiness),
                new MetricsEndpoint(gateway::metrics));
        operators = new ArrayList<>(everyone);
        operators.add(new StatusEndpoint(gateway::status));
        operators.add(new ConfigEndpoint(gateway::configYaml));
        operators.add(new ReloadEndpoint(gateway::reload));
    }

    /**
     * Binds what is new. Nothing old is touched before {@link Change#commit}.
     *
     * @param tolerated takes the message when the admin address cannot be bound, and the gateway does without; null refuses
     * @throws IOException naming what cannot be bound or read
     */
    public Change prepare(GatewayConfig config, @Nullable Consumer<String> tolerated) throws IOException {
        AdminServer newAdmin = null;
        Access access = access(config.admin());
        if (config.admin().isPresent()) {
            newAdmin = bindAdmin(config.admin().get().bind(), access, tolerated);
        }
        try {
            Optional<Address> bind = config.monitoring().map(MonitoringConfig::bind);
            AdminServer newMonitoring = bind.isPresent() ? bindMonitoring(bind.get()) : null;
            return new Change(newAdmin, access, newMonitoring);
        } catch (IOException e) {
            closeIfNew(newAdmin);
            throw e;
        }
    }

    private @Nullable AdminServer bindAdmin(Address bind, Access access, @Nullable Consumer<String> tolerated)
            throws IOException {
        if (admin != null && admin.bind().equals(bind)) {
            return admin;
        }
        try {
            return AdminServer.bind(loop, bind, operators, access);
        } catch (IOException e) {
            if (tolerated == null) {
                throw new IOException("admin.bind: " + e.getMessage(), e);
            }
            tolerated.accept("admin.bind: " + e.getMessage());
            return null;
        }
    }

    private AdminServer bindMonitoring(Address bind) throws IOException {
        if (monitoring != null && monitoring.bind().equals(bind)) {
            return monitoring;
        }
        try {
            Access open = new Access(new HostCheck(bind), Optional.empty());
            return AdminServer.bind(loop, bind, everyone, open);
        } catch (IOException e) {
            throw new IOException("monitoring.bind: " + e.getMessage(), e);
        }
    }

    private static Access access(Optional<AdminConfig> config) throws IOException {
        Address bind = config.map(AdminConfig::bind).orElse(Address.tcp("", 0));
        Optional<String> file = config.flatMap(AdminConfig::tokenFile);
        return new Access(
                new HostCheck(bind), file.isPresent() ? Optional.of(BearerToken.read(file.get())) : Optional.empty());
    }

    private void closeIfNew(@Nullable AdminServer server) {
        if (server != null && server != admin && server != monitoring) {
            server.close();
        }
    }

    /** Where the admin server listens. */
    public Optional<String> adminAddress() {
        return Optional.ofNullable(admin).map(AdminServer::address);
    }

    /** Where the monitoring server listens. */
    public Optional<String> monitoringAddress() {
        return Optional.ofNullable(monitoring).map(AdminServer::address);
    }

    @Override
    public void close() {
        new Change(null, new Access(new HostCheck(Address.tcp("", 0)), Optional.empty()), null).commit();
        loop.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    /** Servers that are bound and answer, beside the old ones. Ends in exactly one of commit and rollback. */
    public final class Change {
        private final @Nullable AdminServer newAdmin;
        private final Access access;
        private final @Nullable AdminServer newMonitoring;

        private Change(@Nullable AdminServer newAdmin, Access access, @Nullable AdminServer newMonitoring) {
            this.newAdmin = newAdmin;
            this.access = access;
            this.newMonitoring = newMonitoring;
        }

        /** The new servers stay, the old ones close. */
        public void commit() {
            AdminServer oldAdmin = admin;
            AdminServer oldMonitoring = monitoring;
            admin = newAdmin;
            monitoring = newMonitoring;
            if (newAdmin != null) {
                newAdmin.setAccess(access);
            }
            closeIfNew(oldAdmin);
            closeIfNew(oldMonitoring);
        }

        /** The old servers stay, the new ones close. */
        public void rollback() {
            closeIfNew(newAdmin);
            closeIfNew(newMonitoring);
        }
    }
}
