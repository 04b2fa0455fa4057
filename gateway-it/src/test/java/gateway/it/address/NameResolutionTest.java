package gateway.it.address;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import gateway.it.fixture.TinyNameServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class NameResolutionTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void aChangedAddressIsFollowedWithoutARestart() throws Exception {
        InetAddress first = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        InetAddress second = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        ScriptedOrigin one = gateway.origin(Script.saying("one"));
        int port = ((InetSocketAddress) one.socketAddress()).getPort();
        gateway.closing(ScriptedOrigin.start(new InetSocketAddress(second, port), Script.saying("two")));
        TinyNameServer names = gateway.closing(TinyNameServer.start());
        names.put("backend.test", first);
        gateway.withNameServers(names.address()).proxyTo("backend.test:" + port);
        RawClient client = gateway.client();
        await().until(() -> client.get("/").body().equals("one"));

        names.put("backend.test", second);

        // Until the old address has left, both are backends and take turns.
        await().atMost(Duration.ofSeconds(10)).until(() -> allSay(client, "two"));
    }

    @Test
    void everyAddressOfANameIsABackend() throws Exception {
        InetAddress first = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        InetAddress second = InetAddress.getByAddress(new byte[] {127, 0, 0, 2});
        ScriptedOrigin one = gateway.origin(Script.saying("one"));
        int port = ((InetSocketAddress) one.socketAddress()).getPort();
        ScriptedOrigin two =
                gateway.closing(ScriptedOrigin.start(new InetSocketAddress(second, port), Script.saying("two")));
        TinyNameServer names = gateway.closing(TinyNameServer.start());
        names.put("backend.test", first, second);
        gateway.withNameServers(names.address()).proxyTo("backend.test:" + port);
        RawClient client = gateway.client();
        await().until(() -> client.get("/").status() == 200);

        int before = one.requests().size() - two.requests().size();
        for (int i = 0; i < 10; i++) {
            client.get("/");
        }

        assertThat(one.requests().size() - two.requests().size()).isEqualTo(before);
    }

    @Test
    void aNameThatIsUnknownAtTheStartIsNotFatal() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("found"));
        int port = ((InetSocketAddress) origin.socketAddress()).getPort();
        TinyNameServer names = gateway.closing(TinyNameServer.start());
        gateway.withNameServers(names.address()).proxyTo("backend.test:" + port);
        RawClient client = gateway.client();
        RawResponse answer = client.get("/");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Proxy-Status"))
                .isEqualTo("gateway; error=dns_error; details=\"gateway.pool.unresolved\"");
        assertThat(answer.header("Retry-After")).isEqualTo("1");

        names.put("backend.test", InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));

        await().atMost(Duration.ofSeconds(15))
                .until(() -> client.get("/").body().equals("found"));
    }

    @Test
    void aNameThatVanishesKeepsItsLastAddress() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("kept"));
        int port = ((InetSocketAddress) origin.socketAddress()).getPort();
        TinyNameServer names = gateway.closing(TinyNameServer.start());
        names.put("backend.test", InetAddress.getByAddress(new byte[] {127, 0, 0, 1}));
        gateway.withNameServers(names.address()).proxyTo("backend.test:" + port);
        RawClient client = gateway.client();
        await().until(() -> client.get("/").body().equals("kept"));

        names.remove("backend.test");
        int before = names.queries();

        await().atMost(Duration.ofSeconds(15)).until(() -> names.queries() >= before + 4);
        assertThat(client.get("/").body()).isEqualTo("kept");
    }

    private static boolean allSay(RawClient client, String name) throws IOException {
        for (int i = 0; i < 4; i++) {
            if (!client.get("/").body().equals(name)) {
                return false;
            }
        }
        return true;
    }
}
