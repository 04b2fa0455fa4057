package gateway.core.upstream.resolve;

import gateway.core.config.Address;
import gateway.core.config.PoolConfig.BackendConfig;
import gateway.core.upstream.Backend;
import gateway.core.upstream.BackendPool;
import gateway.core.upstream.BackendRegistry;
import gateway.core.upstream.ControlThread;
import io.netty.channel.EventLoop;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Gives pools their backends and keeps them current. Address literals, Unix sockets and {@code localhost} (127.0.0.1) are there
 * at once; of other names every address is a backend, found and followed in the background, each name once however many pools
 * use it.
 *
 * <p>Any thread but an event loop that carries traffic may call it: there is a lock. Members change on the calling thread in
 * {@link #watch} and on the control thread later.
 */
public final class BackendResolver implements HostLookup, AutoCloseable {
    private final NameLookup lookup;
    private final ControlThread control;
    private final BackendRegistry registry;
    private final Function<String, SocketAddress> unixSockets;
    private final Map<String, NameWatch> names = new HashMap<>();
    private final Map<BackendPool, List<Backend>> pools = new LinkedHashMap<>();

    /**
     * Asks name servers from this event loop.
     *
     * @param control an NIO loop that carries no traffic
     * @param nameServers instead of the system's, when not empty
     * @param unixSockets from a path to the address that the transport connects to
     */
    public BackendResolver(
            EventLoop control,
            List<InetSocketAddress> nameServers,
            BackendRegistry registry,
            Function<String, SocketAddress> unixSockets) {
        this(new SystemNames(control, nameServers), ControlThread.of(control), registry, unixSockets);
    }

    BackendResolver(
            NameLookup lookup,
            ControlThread control,
            BackendRegistry registry,
            Function<String, SocketAddress> unixSockets) {
        this.lookup = lookup;
        this.control = control;
        this.registry = registry;
        this.unixSockets = unixSockets;
    }

    /**
     * Sets the members of the pool by its configuration as it is now, and again whenever a name's addresses change. Called again
     * after the pool was configured anew: what is still there keeps its backends.
     *
     * @return done when each of the pool's names was looked up once, with success or not; never fails. Done already when there
     *     are no names. Names that do not answer take seconds, so wait with a bound.
     */
    public synchronized CompletableFuture<Void> watch(BackendPool pool) {
        List<NameWatch> asked = new ArrayList<>();
        for (BackendConfig backend : pool.config().backends()) {
            if (isName(backend.address())) {
                asked.add(watchName(backend.address()));
            }
        }
        update(pool);
        dropUnusedNames();
        return CompletableFuture.allOf(
                asked.stream().map(NameWatch::firstAnswer).toArray(CompletableFuture<?>[]::new));
    }

    /** Takes the pool's members away; those that no other pool object holds are removed. */
    public synchronized void unwatch(BackendPool pool) {
        List<Backend> members = pools.remove(pool);
        if (members == null) {
            return;
        }
        pool.setBackends(List.of());
        members.forEach(registry::release);
        dropUnusedNames();
    }

    @Override
    public void lookUp(String host, Consumer<List<InetAddress>> done) {
        control.execute(() -> {
            InetAddress literal = literalOf(host);
            if (literal != null) {
                done.accept(List.of(literal));
            } else {
                lookup.lookUp(host.toLowerCase(Locale.ROOT), answer -> done.accept(answer.addresses()));
            }
        });
    }

    /** Asks no more; the pools keep what they have. */
    @Override
    public synchronized void close() {
        names.values().forEach(NameWatch::stop);
        names.clear();
        lookup.close();
    }

    private NameWatch watchName(Address address) {
        return names.computeIfAbsent(nameOf(address), name -> {
            NameWatch watch = new NameWatch(name, lookup, control, () -> onChange(name));
            watch.start();
            return watch;
        });
    }

    private synchronized void onChange(String name) {
        for (BackendPool pool : List.copyOf(pools.keySet())) {
            if (namesOf(pool).contains(name)) {
                update(pool);
            }
        }
    }

    private void update(BackendPool pool) {
        List<Backend> members = new ArrayList<>();
        for (BackendConfig backend : pool.config().backends()) {
            for (SocketAddress address : addressesOf(backend.address())) {
                members.add(registry.acquire(pool.name(), backend, address));
            }
        }
        List<Backend> before = pools.put(pool, members);
        pool.setBackends(members);
        // Only now: what stays was acquired a second time above, and so is not removed here.
        if (before != null) {
            before.forEach(registry::release);
        }
    }

    private void dropUnusedNames() {
        Set<String> used = new HashSet<>();
        pools.keySet().forEach(pool -> used.addAll(namesOf(pool)));
        names.entrySet().removeIf(entry -> {
            boolean isUnused = !used.contains(entry.getKey());
            if (isUnused) {
                entry.getValue().stop();
            }
            return isUnused;
        });
    }

    private static Set<String> namesOf(BackendPool pool) {
        Set<String> found = new HashSet<>();
        for (BackendConfig backend : pool.config().backends()) {
            if (isName(backend.address())) {
                found.add(nameOf(backend.address()));
            }
        }
        return found;
    }

    private List<SocketAddress> addressesOf(Address address) {
        if (address.unixPath() != null) {
            return List.of(unixSockets.apply(address.unixPath()));
        }
        InetAddress literal = literalOf(address.host());
        if (literal != null) {
            return List.of(new InetSocketAddress(literal, address.port()));
        }
        NameWatch watch = names.get(nameOf(address));
        List<SocketAddress> addresses = new ArrayList<>();
        if (watch != null) {
            watch.addresses().forEach(found -> addresses.add(new InetSocketAddress(found, address.port())));
        }
        return addresses;
    }

    private static boolean isName(Address address) {
        return !address.isUnix() && literalOf(address.host()) == null;
    }

    /** Names are the same in any case (RFC 4343). */
    private static String nameOf(Address address) {
        return address.host().toLowerCase(Locale.ROOT);
    }

    /** Without asking anyone; null for a name that must be looked up. */
    private static @Nullable InetAddress literalOf(String host) {
        return host.equalsIgnoreCase("localhost")
                ? NetUtil.LOCALHOST4
                : NetUtil.createInetAddressFromIpAddressString(host);
    }
}
