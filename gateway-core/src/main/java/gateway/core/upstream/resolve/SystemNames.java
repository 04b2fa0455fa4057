package gateway.core.upstream.resolve;

import gateway.core.upstream.ControlThread;
import io.netty.channel.EventLoop;
import io.netty.resolver.ResolvedAddressTypes;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Looks names up as the system does: the hosts file first, then name servers, both families at once. The name server part is
 * made when the first name needs it, since loading it takes a while. Confined to its event loop.
 */
final class SystemNames implements NameLookup {
    /** The hosts file has no time to live. */
    private static final long HOSTS_TTL_SECONDS = 10;

    /** How long a family that has an answer waits for the other; some name servers never answer for IPv6. */
    private static final long OTHER_FAMILY_WAIT = Duration.ofMillis(500).toNanos();

    private final EventLoop loop;
    private final ControlThread control;
    private final List<InetSocketAddress> nameServers;
    private final HostsFile hosts = HostsFile.ofSystem();
    private @Nullable DnsFamily ipv4;
    private @Nullable DnsFamily ipv6;
    private boolean closed;

    SystemNames(EventLoop loop, List<InetSocketAddress> nameServers) {
        this.loop = loop;
        this.control = ControlThread.of(loop);
        this.nameServers = List.copyOf(nameServers);
    }

    @Override
    public void lookUp(String name, Consumer<Answer> done) {
        assert loop.inEventLoop() : "not on the control thread";
        List<InetAddress> listed = hosts.addresses(name);
        if (!listed.isEmpty()) {
            done.accept(Answer.of(listed, HOSTS_TTL_SECONDS));
        } else if (!closed) {
            ask(name, new Both(done));
        }
    }

    private void ask(String name, Both both) {
        if (ipv4 == null || ipv6 == null) {
            ipv4 = new DnsFamily(loop, nameServers, ResolvedAddressTypes.IPV4_ONLY);
            ipv6 = new DnsFamily(loop, nameServers, ResolvedAddressTypes.IPV6_ONLY);
        }
        ipv4.ask(name, both::onIpv4);
        ipv6.ask(name, both::onIpv6);
    }

    @Override
    public void close() {
        if (loop.isShuttingDown()) {
            return;
        }
        loop.execute(() -> {
            closed = true;
            if (ipv4 != null && ipv6 != null) {
                ipv4.close();
                ipv6.close();
            }
        });
    }

    /** Two questions that become one answer. */
    private final class Both {
        private final Consumer<Answer> done;
        private DnsFamily.@Nullable Reply ipv4Reply;
        private DnsFamily.@Nullable Reply ipv6Reply;
        private boolean answered;

        Both(Consumer<Answer> done) {
            this.done = done;
        }

        void onIpv4(DnsFamily.Reply reply) {
            ipv4Reply = reply;
            onReply(reply);
        }

        void onIpv6(DnsFamily.Reply reply) {
            ipv6Reply = reply;
            onReply(reply);
        }

        private void onReply(DnsFamily.Reply reply) {
            if (ipv4Reply != null && ipv6Reply != null) {
                answer();
            } else if (!reply.addresses().isEmpty()) {
                control.schedule(this::answer, OTHER_FAMILY_WAIT);
            }
        }

        private void answer() {
            if (!answered) {
                answered = true;
                done.accept(join(ipv4Reply, ipv6Reply));
            }
        }
    }

    private static Answer join(DnsFamily.@Nullable Reply ipv4, DnsFamily.@Nullable Reply ipv6) {
        List<InetAddress> addresses = new ArrayList<>();
        long ttl = Long.MAX_VALUE;
        if (ipv4 != null && !ipv4.addresses().isEmpty()) {
            addresses.addAll(ipv4.addresses());
            ttl = ipv4.ttlSeconds();
        }
        if (ipv6 != null && !ipv6.addresses().isEmpty()) {
            List<InetAddress> usable =
                    ipv6.addresses().stream().filter(IpRoute::exists).toList();
            // Where there is nothing else they are kept: the route may come back.
            addresses.addAll(addresses.isEmpty() ? ipv6.addresses() : usable);
            ttl = Math.min(ttl, ipv6.ttlSeconds());
        }
        if (addresses.isEmpty()) {
            return Answer.nothing(problem(ipv4, ipv6));
        }
        return new Answer(addresses, ipv4 != null && ipv4.isKnown(), ipv6 != null && ipv6.isKnown(), ttl, null);
    }

    private static String problem(DnsFamily.@Nullable Reply ipv4, DnsFamily.@Nullable Reply ipv6) {
        DnsFamily.Reply telling = ipv4 != null ? ipv4 : ipv6;
        return telling == null || telling.problem() == null ? "no answer" : telling.problem();
    }
}
