package gateway.server.process;

import gateway.core.Gateway;
import gateway.core.Gateway.BoundListener;
import gateway.core.config.Address;
import gateway.core.config.PoolConfig.BackendConfig;
import gateway.core.downstream.ListenerStats;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendPool;
import gateway.core.upstream.BackendStats;
import gateway.server.admin.StatusReport.BackendStatus;
import gateway.server.admin.StatusReport.ListenerStatus;
import gateway.server.admin.StatusReport.PoolStatus;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/** Reads the state of listeners and pools off a running gateway. Any thread; counts may be a moment old. */
final class StatusReader {
    private StatusReader() {}

    static List<ListenerStatus> listeners(Gateway gateway) {
        List<ListenerStats> stats = gateway.listenerStats();
        List<ListenerStatus> result = new ArrayList<>();
        for (BoundListener listener : gateway.listeners()) {
            long open = 0;
            long accepted = 0;
            for (ListenerStats each : stats) {
                if (each.listener().equals(listener.name())) {
                    open += each.open();
                    accepted += each.accepted();
                }
            }
            result.add(new ListenerStatus(listener.name(), addresses(listener), open, accepted));
        }
        return result;
    }

    static List<String> addresses(BoundListener listener) {
        return listener.addresses().stream().map(StatusReader::text).toList();
    }

    /** An address as people write it. */
    static String text(SocketAddress address) {
        if (!(address instanceof InetSocketAddress inet)) {
            return "unix:" + address;
        }
        if (inet.getAddress() == null) {
            return inet.getHostString() + ":" + inet.getPort();
        }
        boolean everywhere = inet.getAddress().isAnyLocalAddress();
        String host = everywhere ? "" : inet.getAddress().getHostAddress();
        return Address.tcp(host.equals("0:0:0:0:0:0:0:1") ? "::1" : host, inet.getPort())
                .toString();
    }

    static List<PoolStatus> pools(Gateway gateway) {
        return gateway.pools().stream().map(StatusReader::pool).toList();
    }

    private static PoolStatus pool(BackendPool pool) {
        String algorithm =
                pool.config().algorithm().name().toLowerCase(Locale.ROOT).replace('_', '-');
        List<BackendStatus> backends = new ArrayList<>();
        for (BackendConfig configured : pool.config().backends()) {
            List<Backend> known = pool.backends().stream()
                    .filter(backend -> backend.name().equals(configured.name()))
                    .toList();
            known.forEach(backend -> backends.add(backend(backend)));
            if (known.isEmpty()) {
                backends.add(unresolved(configured));
            }
        }
        return new PoolStatus(pool.name(), algorithm, backends);
    }

    /** A name without an address is no backend yet, but its user looks for it. */
    private static BackendStatus unresolved(BackendConfig configured) {
        return new BackendStatus(configured.name(), configured.address().toString(), "not resolved", 0, 0, 0, 0, 0, 0);
    }

    private static BackendStatus backend(Backend backend) {
        BackendStats stats = backend.stats();
        return new BackendStatus(
                backend.name(),
                text(backend.socketAddress()),
                Objects.requireNonNullElse(backend.downReason(), "up"),
                backend.inFlight(),
                stats.idle(),
                stats.active(),
                stats.opened(),
                stats.reused(),
                stats.connectFailures());
    }
}
