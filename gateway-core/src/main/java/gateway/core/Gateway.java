package gateway.core;

import gateway.core.config.ConfigException;
import gateway.core.config.GatewayConfig;
import gateway.core.config.ListenerConfig;
import gateway.core.config.TimeoutConfig;
import gateway.core.downstream.BoundAddress;
import gateway.core.downstream.ListenerStats;
import gateway.core.upstream.BackendPool;
import io.netty.util.concurrent.EventExecutor;
import java.io.IOException;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A running gateway. Its methods may be called from any thread but the event loops; changes run one after another. */
public final class Gateway implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Gateway.class);

    private final Assembly assembly;
    private volatile GatewayConfig config;
    private volatile boolean draining;

    private Gateway(GatewayConfig config, Assembly assembly) {
        this.config = config;
        this.assembly = assembly;
    }

    /**
     * Validates, binds and serves.
     *
     * @throws ConfigException with every problem of the configuration
     * @throws IOException when an address cannot be bound; names it
     */
    public static Gateway start(GatewayConfig config, GatewayOptions options) throws ConfigException, IOException {
        Assembly.validate(config);
        Assembly assembly = new Assembly(config, options);
        try {
            assembly.apply(config);
            return new Gateway(config, assembly);
        } catch (IOException | RuntimeException e) {
            assembly.close();
            throw e;
        }
    }

    /** Swaps the configuration; on an exception everything stays as it was. */
    public synchronized ReloadReport apply(GatewayConfig newConfig) throws ConfigException, IOException {
        long start = System.nanoTime();
        Assembly.validate(newConfig);
        if (draining) {
            throw new IOException("the gateway is stopping");
        }
        ReloadChanges changes = ReloadChanges.between(config, newConfig);
        assembly.apply(newConfig);
        config = newConfig;
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        return new ReloadReport(
                changes.routesAdded(),
                changes.routesRemoved(),
                changes.backendsAdded(),
                changes.backendsRemoved(),
                assembly.workers().openConnections(),
                millis);
    }

    /** What it runs on. */
    public GatewayConfig config() {
        return config;
    }

    /** Listeners with the addresses that they are bound to. */
    public List<BoundListener> listeners() {
        return config.listeners().stream()
                .map(listener -> new BoundListener(listener.name(), boundTo(listener)))
                .toList();
    }

    private List<SocketAddress> boundTo(ListenerConfig listener) {
        return assembly.bound(listener).stream().map(BoundAddress::localAddress).toList();
    }

    public List<ListenerStats> listenerStats() {
        return assembly.listenerStats();
    }

    /** The certificates that clients get now. */
    public List<CertificateStatus> certificates() {
        return assembly.tls().certificates();
    }

    /** Looks at changed certificates that found something wrong, since the start. */
    public long certificateErrors() {
        return assembly.tls().errors();
    }

    public List<BackendPool> pools() {
        return assembly.pools();
    }

    /** Exchanges that have not ended. */
    public long inFlight() {
        return assembly.admission().inFlight();
    }

    /** Bound, and not on its way out. */
    public boolean isReady() {
        return !draining;
    }

    /** Every event loop ticked within the last 5 s. */
    public boolean isAlive() {
        long now = System.nanoTime();
        return assembly.workers().all().stream()
                .allMatch(worker -> now - worker.lastTickNanos() < TimeUnit.SECONDS.toNanos(5));
    }

    /** Which transport, how many loops, what the process may use. */
    public RuntimeInfo runtime() {
        return assembly.runtime();
    }

    /** For each loop the share of the time since the last call that it was busy, 0 to 1. */
    public double[] busyRatios() {
        return assembly.busyRatios();
    }

    /** The event loops, for those who watch their queues. */
    public Iterable<EventExecutor> eventLoops() {
        return assembly.loops().group();
    }

    /**
     * Readiness fails at once; after {@code pre_stop} nothing is accepted any more. Completes with true when what ran has ended,
     * with false when the drain deadline cut it.
     */
    public CompletableFuture<Boolean> drain() {
        draining = true;
        TimeoutConfig timeouts = config.timeouts().over(TimeoutConfig.DEFAULTS);
        LOG.info("draining: {} requests in flight", inFlight());
        return new Drain(assembly, timeouts).start();
    }

    /** Stops now: what runs is cut. Waits for the threads to end. */
    @Override
    public void close() {
        draining = true;
        assembly.close();
    }

    /** A listener and where it listens. */
    public record BoundListener(String name, List<SocketAddress> addresses) {}

    /**
     * A certificate in use.
     *
     * @param file with the certificate
     * @param names that it covers
     * @param notAfter the end of its life
     */
    public record CertificateStatus(String listener, String file, List<String> names, Instant notAfter) {}

    /** What a reload changed. */
    public record ReloadReport(
            int routesAdded,
            int routesRemoved,
            int backendsAdded,
            int backendsRemoved,
            long connectionsKept,
            long millis) {}

    /**
     * What the process runs on.
     *
     * @param transport {@code epoll}, {@code io_uring} or {@code nio}
     * @param note why a wanted or better one is not used; empty when nothing is to be said
     * @param fdLimit open files that the process may have; -1 unknown
     * @param memoryLimit bytes that the cgroup allows; -1 for no limit or unknown
     * @param cpus that the process may use
     */
    public record RuntimeInfo(String transport, String note, int loops, long fdLimit, long memoryLimit, int cpus) {}
}
