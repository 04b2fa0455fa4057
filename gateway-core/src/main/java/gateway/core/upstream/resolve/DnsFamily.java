package gateway.core.upstream.resolve;

import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioDatagramChannel;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.dns.DnsRecord;
import io.netty.handler.codec.dns.DnsResponseCode;
import io.netty.resolver.ResolvedAddressTypes;
import io.netty.resolver.dns.DnsCache;
import io.netty.resolver.dns.DnsCacheEntry;
import io.netty.resolver.dns.DnsErrorCauseException;
import io.netty.resolver.dns.DnsNameResolver;
import io.netty.resolver.dns.DnsNameResolverBuilder;
import io.netty.resolver.dns.NoopDnsCnameCache;
import io.netty.resolver.dns.SequentialDnsServerAddressStreamProvider;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Asks name servers for the addresses of one family, with the system's search domains. Nothing is cached: who asks knows the time
 * to live and asks when it is over. One object for each family, since a family that times out must not look like one that has no
 * addresses. Confined to its event loop.
 */
final class DnsFamily {
    private static final long QUERY_TIMEOUT_MILLIS = 2000;

    private final DnsNameResolver resolver;
    private final TtlNotes ttls = new TtlNotes();

    /** @param nameServers instead of the system's, when not empty */
    DnsFamily(EventLoop loop, List<InetSocketAddress> nameServers, ResolvedAddressTypes family) {
        DnsNameResolverBuilder builder = new DnsNameResolverBuilder(loop)
                .datagramChannelType(NioDatagramChannel.class)
                .socketChannelType(NioSocketChannel.class)
                .resolvedAddressTypes(family)
                .queryTimeoutMillis(QUERY_TIMEOUT_MILLIS)
                .hostsFileEntriesResolver((name, types) -> null)
                .cnameCache(NoopDnsCnameCache.INSTANCE)
                .resolveCache(ttls);
        if (!nameServers.isEmpty()) {
            builder.nameServerProvider(new SequentialDnsServerAddressStreamProvider(nameServers));
        }
        resolver = builder.build();
    }

    void ask(String name, Consumer<Reply> done) {
        resolver.resolveAll(name).addListener((Future<List<InetAddress>> future) -> {
            List<InetAddress> found = future.getNow();
            done.accept(found != null ? new Reply(found, ttls.take(found), true, null) : reply(future.cause()));
        });
    }

    void close() {
        resolver.close();
    }

    private static Reply reply(Throwable failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof DnsErrorCauseException error && DnsResponseCode.NXDOMAIN.equals(error.getCode())) {
            return new Reply(List.of(), 0, true, "no such name");
        }
        // Without a cause: there were answers, and nothing in them.
        return cause == null
                ? new Reply(List.of(), 0, true, "it has no addresses")
                : new Reply(List.of(), 0, false, rootOf(cause).getMessage());
    }

    private static Throwable rootOf(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /**
     * What one family has.
     *
     * @param isKnown a name server answered, be it that there are none
     * @param problem why there are none; null when there are some
     */
    record Reply(
            List<InetAddress> addresses,
            long ttlSeconds,
            boolean isKnown,
            @Nullable String problem) {}

    /** A cache that never has anything, and notes how long each address holds: the only place where Netty tells. */
    private static final class TtlNotes implements DnsCache {
        private final Map<InetAddress, Long> seconds = new HashMap<>();

        /** The shortest time to live of these addresses. */
        long take(List<InetAddress> addresses) {
            long shortest = Long.MAX_VALUE;
            for (InetAddress address : addresses) {
                Long noted = seconds.remove(address);
                shortest = Math.min(shortest, noted == null ? 0 : noted);
            }
            return shortest;
        }

        @Override
        public DnsCacheEntry cache(
                String hostname, DnsRecord[] additionals, InetAddress address, long originalTtl, EventLoop loop) {
            seconds.put(address, originalTtl);
            return new Entry(address, null);
        }

        @Override
        public DnsCacheEntry cache(String hostname, DnsRecord[] additionals, Throwable cause, EventLoop loop) {
            return new Entry(null, cause);
        }

        @Override
        public @Nullable List<? extends DnsCacheEntry> get(String hostname, DnsRecord[] additionals) {
            return null;
        }

        @Override
        public void clear() {
            seconds.clear();
        }

        @Override
        public boolean clear(String hostname) {
            return false;
        }
    }

    private record Entry(
            @Nullable InetAddress address, @Nullable Throwable cause) implements DnsCacheEntry {}
}
