package gateway.core;

import gateway.core.Gateway.RuntimeInfo;
import gateway.core.config.Address;
import gateway.core.config.ConfigException;
import gateway.core.config.ConfigProblem;
import gateway.core.config.ConfigValidator;
import gateway.core.config.GatewayConfig;
import gateway.core.config.ListenerConfig;
import gateway.core.config.ListenerConfig.Protocol;
import gateway.core.config.TimeoutConfig;
import gateway.core.downstream.BoundAddress;
import gateway.core.downstream.Listener;
import gateway.core.downstream.ListenerStats;
import gateway.core.downstream.Workers;
import gateway.core.http.ForwardedHeaders;
import gateway.core.http.TrustedProxies;
import gateway.core.proxy.AdmissionLimit;
import gateway.core.proxy.ListenerRules;
import gateway.core.proxyprotocol.ListedPeers;
import gateway.core.routing.RouteCompiler;
import gateway.core.upstream.BackendPool;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;

/**
 * From a configuration to running objects, at the start and at each reload. What can fail (binding) comes first and is undone;
 * what event loops read is swapped last. Used by one thread at a time.
 */
final class Assembly implements AutoCloseable {
    /** How long a start waits for names to be resolved: it does not depend on them. */
    private static final long FIRST_ROUND_MILLIS = 2500;

    private final AtomicBoolean closed = new AtomicBoolean();
    private final EventLoops loops;
    private final Pools pools;
    private final Ports ports;
    private BackendLinks links = new BackendLinks();
    private final TlsListeners tls;
    private volatile Map<Place, BoundAddress> bound = Map.of();
    private volatile Map<String, ListenerStats> stats = Map.of();

    Assembly(GatewayConfig config, GatewayOptions options) {
        loops = new EventLoops(config, options);
        pools = new Pools(loops, options);
        ports = new Ports(loops.transport(), loops.group(), loops.each());
        tls = new TlsListeners(loops);
    }

    static void validate(GatewayConfig config) throws ConfigException {
        List<ConfigProblem> problems = ConfigValidator.validate(config);
        if (!problems.isEmpty()) {
            throw new ConfigException(problems);
        }
    }

    /** Makes this configuration the running one; on an exception everything stays as it was. */
    void apply(GatewayConfig config) throws IOException {
        BackendLinks newLinks = new BackendLinks(config.pools(), links);
        Map<Place, BoundAddress> before = bound;
        Map<String, ListenerStats> newStats = new LinkedHashMap<>();
        TlsListeners.Prepared prepared = tls.prepare(config.listeners());
        Map<Place, BoundAddress> after;
        try {
            after = bindAll(config, newStats);
        } catch (IOException e) {
            prepared.giveUp();
            throw e;
        }
        tls.use(prepared);
        loops.limits(config.limits());
        links = newLinks;
        awaitNames(pools.apply(config.pools(), newLinks));
        for (ListenerConfig listener : config.listeners()) {
            ListenerRules rules = rules(config, listener);
            ListenerStats counts = Objects.requireNonNull(newStats.get(listener.name()));
            for (Address address : listener.bind()) {
                Objects.requireNonNull(after.get(Place.of(listener, address)))
                        .listener()
                        .serve(rules, counts, tls.of(listener));
            }
        }
        stats = newStats;
        bound = after;
        after.forEach((place, each) -> {
            if (!before.containsKey(place)) {
                each.accept();
            }
        });
        before.forEach((place, each) -> {
            if (!after.containsKey(place)) {
                ports.close(each);
            }
        });
        tls.removeUnused();
        pools.removeUnused(config.pools());
    }

    private Map<Place, BoundAddress> bindAll(GatewayConfig config, Map<String, ListenerStats> newStats)
            throws IOException {
        Map<Place, BoundAddress> after = new LinkedHashMap<>();
        List<BoundAddress> fresh = new ArrayList<>();
        try {
            for (ListenerConfig listener : config.listeners()) {
                ListenerStats counts = stats.get(listener.name());
                if (counts == null) {
                    counts = new ListenerStats(
                            listener.name(), loops.workers().all().size());
                }
                newStats.put(listener.name(), counts);
                for (Address address : listener.bind()) {
                    Place place = Place.of(listener, address);
                    BoundAddress known = bound.get(place);
                    if (known == null) {
                        known = bind(listener, address, isOverOwn(address, config));
                        fresh.add(known);
                    }
                    after.put(place, known);
                }
            }
            return after;
        } catch (IOException e) {
            fresh.forEach(ports::close);
            throw e;
        }
    }

    /** Overlaps an address that this configuration gives up, and none that it keeps. */
    private boolean isOverOwn(Address address, GatewayConfig config) {
        Set<Place> kept = new HashSet<>();
        for (ListenerConfig listener : config.listeners()) {
            listener.bind().forEach(each -> kept.add(Place.of(listener, each)));
        }
        boolean isOver = false;
        for (Place place : bound.keySet()) {
            if (place.address().overlaps(address)) {
                if (kept.contains(place)) {
                    return false;
                }
                isOver = true;
            }
        }
        return isOver;
    }

    private BoundAddress bind(ListenerConfig listener, Address address, boolean overOwn) throws IOException {
        try {
            return ports.bind(address, new Listener(loops.workers()), overOwn);
        } catch (IOException e) {
            throw new IOException("listeners." + listener.name() + ".bind: " + e.getMessage(), e);
        }
    }

    private ListenerRules rules(GatewayConfig config, ListenerConfig listener) {
        Function<String, BackendPool> byName = pools::get;
        List<String> trusted = listener.trustedProxies().orElse(config.trustedProxies());
        return new ListenerRules(
                listener.name(),
                RouteCompiler.compile(config, listener, byName),
                new ForwardedHeaders(TrustedProxies.of(trusted)),
                config.requestId(),
                config.limits(),
                listener.timeouts().over(config.timeouts()).over(TimeoutConfig.DEFAULTS),
                listener.proxyProtocol()
                        .map(proxyProtocol -> ListedPeers.of(proxyProtocol.from()))
                        .orElse(null),
                listener.speaks(Protocol.HTTP_1_1),
                listener.speaks(Protocol.H2),
                listener.connections());
    }

    private static void awaitNames(CompletableFuture<Void> firstRound) {
        try {
            firstRound.get(FIRST_ROUND_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (ExecutionException | TimeoutException e) {
            // The pool has fewer backends until the names are found; the resolver has said so.
        }
    }

    List<BoundAddress> bound() {
        return List.copyOf(bound.values());
    }

    /** Where this listener listens. */
    List<BoundAddress> bound(ListenerConfig listener) {
        return listener.bind().stream()
                .map(address -> bound.get(Place.of(listener, address)))
                .filter(Objects::nonNull)
                .toList();
    }

    List<ListenerStats> listenerStats() {
        return List.copyOf(stats.values());
    }

    List<BackendPool> pools() {
        return pools.all();
    }

    TlsListeners tls() {
        return tls;
    }

    AdmissionLimit admission() {
        return loops.admission();
    }

    Workers workers() {
        return loops.workers();
    }

    EventLoops loops() {
        return loops;
    }

    Ports ports() {
        return ports;
    }

    RuntimeInfo runtime() {
        return loops.runtime();
    }

    double[] busyRatios() {
        return loops.busyRatios();
    }

    @Override
    public void close() {
        if (closed.getAndSet(true)) {
            return;
        }
        bound.values()
                .forEach(each -> each.servers().forEach(server -> server.close().awaitUninterruptibly()));
        pools.close();
        tls.stopWatching();
        loops.close();
        tls.release();
    }

    /**
     * What makes a listening socket the same over a reload: its address; where the system chooses the port, also whose it is.
     */
    private record Place(String owner, Address address) {
        static Place of(ListenerConfig listener, Address address) {
            boolean isChosenBySystem = !address.isUnix() && address.port() == 0;
            return new Place(isChosenBySystem ? listener.name() : "", address);
        }
    }
}
