package gateway.core.upstream.resolve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import gateway.core.upstream.resolve.NameLookup.Answer;
import io.netty.channel.EventLoop;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.nio.NioIoHandler;
import io.netty.handler.codec.dns.DnsRecordType;
import io.netty.util.NetUtil;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class SystemNamesTest {
    private final EventLoopGroup loops = new MultiThreadIoEventLoopGroup(1, NioIoHandler.newFactory());
    private final EventLoop loop = loops.next();
    private FakeNameServer server;
    private SystemNames names;

    @BeforeEach
    void startServer() throws Exception {
        server = new FakeNameServer(loops);
        names = new SystemNames(loop, List.of(server.address()));
    }

    @AfterEach
    void stop() {
        names.close();
        server.close();
        loops.shutdownGracefully(0, 5, TimeUnit.SECONDS).awaitUninterruptibly();
    }

    @Test
    void findsEveryAddressWithItsTimeToLive() throws Exception {
        server.tell("web.test", "127.0.0.2", "127.0.0.3");
        server.setTtl(42);

        Answer answer = lookUp("web.test");

        assertThat(answer.addresses()).containsExactlyInAnyOrder(ip("127.0.0.2"), ip("127.0.0.3"));
        assertThat(answer.ttlSeconds()).isEqualTo(42);
        assertThat(answer.problem()).isNull();
        assertThat(answer.ipv6Known())
                .as("that there is no IPv6 address was answered")
                .isTrue();
    }

    @Test
    void findsBothFamilies() throws Exception {
        assumeTrue(IpRoute.exists(NetUtil.LOCALHOST6), "no IPv6 here");
        server.tell("web.test", "127.0.0.2", "::1");

        assertThat(lookUp("web.test").addresses()).containsExactlyInAnyOrder(ip("127.0.0.2"), ip("::1"));
    }

    @Test
    void leavesOutAnIpv6AddressWithoutARouteWhereThereAreOthers() throws Exception {
        // A link-local address without its interface has a route nowhere.
        server.tell("web.test", "127.0.0.2", "fe80::1");
        server.tell("v6.test", "fe80::1");

        assertThat(lookUp("web.test").addresses()).containsExactly(ip("127.0.0.2"));
        assertThat(lookUp("v6.test").addresses()).containsExactly(ip("fe80::1"));
    }

    @Test
    void findsANameThatHasOnlyIpv6() throws Exception {
        server.tell("web.test", "::1");

        assertThat(lookUp("web.test").addresses()).containsExactly(ip("::1"));
    }

    @Test
    void asksAnewEachTime() throws Exception {
        server.tell("web.test", "127.0.0.2");
        server.setTtl(3600);
        lookUp("web.test");
        server.tell("web.test", "127.0.0.3");

        assertThat(lookUp("web.test").addresses()).containsExactly(ip("127.0.0.3"));
    }

    @Test
    void doesNotWaitForAFamilyThatIsNeverAnswered() throws Exception {
        server.silence(DnsRecordType.AAAA);
        server.tell("web.test", "127.0.0.2");

        Answer answer = lookUp("web.test");

        assertThat(answer.addresses()).containsExactly(ip("127.0.0.2"));
        assertThat(answer.ipv6Known()).isFalse();
    }

    @Test
    void saysThatANameDoesNotExist() throws Exception {
        Answer answer = lookUp("nobody.test");

        assertThat(answer.addresses()).isEmpty();
        assertThat(answer.problem()).isEqualTo("no such name");
    }

    @Test
    void saysThatNobodyAnswers() throws Exception {
        server.silence(DnsRecordType.A);
        server.silence(DnsRecordType.AAAA);
        server.tell("web.test", "127.0.0.2");

        Answer answer = lookUp("web.test");

        assertThat(answer.problem()).contains("timed out");
        assertThat(answer.ipv4Known()).isFalse();
    }

    @Test
    void readsTheHostsFileFirst() throws Exception {
        assumeTrue(!HostsFile.ofSystem().addresses("localhost").isEmpty(), "no localhost in the hosts file");

        assertThat(lookUp("LocalHost").addresses()).contains(NetUtil.LOCALHOST4);
        assertThat(server.queries()).isZero();
    }

    private Answer lookUp(String name) throws Exception {
        CompletableFuture<Answer> answer = new CompletableFuture<>();
        loop.execute(() -> names.lookUp(name, answer::complete));
        return answer.get(15, TimeUnit.SECONDS);
    }

    private static InetAddress ip(String literal) {
        return NetUtil.createInetAddressFromIpAddressString(literal);
    }
}
