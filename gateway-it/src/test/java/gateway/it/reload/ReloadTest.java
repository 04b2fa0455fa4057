package gateway.it.reload;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gateway.core.config.Address;
import gateway.core.config.GatewayConfig;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.SocketAddress;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReloadTest {
    private static final String LISTENER = "listeners: { http: { bind: \"127.0.0.1:0\" } }\n";

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void newRequestsFollowTheNewConfigurationRunningOnesTheOld() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        ScriptedOrigin old = gateway.origin(connection -> {
            connection.readRequest();
            release.await(10, TimeUnit.SECONDS);
            connection.respond(200, "old");
            connection.stall();
        });
        ScriptedOrigin fresh = gateway.origin(Script.saying("new"));
        gateway.start(LISTENER + site(old.address()));
        RawClient running = gateway.client().send(RequestText.get("/"));
        old.awaitRequests(1);

        gateway.reload(LISTENER + site(fresh.address()));

        RawClient other = gateway.client();
        assertThat(other.get("/").body()).isEqualTo("new");
        release.countDown();
        assertThat(running.read().body()).isEqualTo("old");
        assertThat(running.get("/").body()).isEqualTo("new");
        assertThat(old.connection(0).awaitEnd(java.time.Duration.ofSeconds(2))).isTrue();
    }

    @Test
    void anUnchangedBackendKeepsItsConnections() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("same"));
        gateway.onLoops(1).start(LISTENER + site(origin.address()));
        RawClient client = gateway.client();
        client.get("/1");

        gateway.reload(LISTENER + "timeouts: { total: 5s }\n" + site(origin.address()));
        client.get("/2");

        assertThat(origin.connections()).isEqualTo(1);
    }

    @Test
    void theClientsConnectionAndTheListenersPortStay() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("same"));
        gateway.start(LISTENER + site(origin.address()));
        SocketAddress before = gateway.address();
        RawClient client = gateway.client();
        client.get("/1");

        gateway.reload(LISTENER + "limits: { max_concurrent: 7 }\n" + site(origin.address()));

        assertThat(gateway.address()).isEqualTo(before);
        assertThat(client.get("/2").status()).isEqualTo(200);
        assertThat(gateway.running().config().limits().maxConcurrent()).isEqualTo(7);
    }

    @Test
    void aBrokenConfigurationChangesNothing() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("same"));
        gateway.start(LISTENER + site(origin.address()));
        GatewayConfig before = gateway.running().config();

        assertThatThrownBy(() -> gateway.reload(LISTENER + "hosts: [{ names: [\"*\"], pool: nowhere }]\n"
                        + "pools: { main: { backends: [\"127.0.0.1:1\"] } }\n"))
                .hasMessageContaining("nowhere");

        assertThat(gateway.running().config()).isEqualTo(before);
        assertThat(gateway.client().get("/").body()).isEqualTo("same");
    }

    @Test
    void anAddressThatCannotBeBoundChangesNothing() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("same"));
        ScriptedOrigin other = gateway.origin(Script.saying("other"));
        gateway.start(LISTENER + site(origin.address()));
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String listeners = "listeners: { http: { bind: \"127.0.0.1:0\" }, more: { bind: \"127.0.0.1:0\" },"
                    + " taken: { bind: \"127.0.0.1:" + taken.getLocalPort() + "\" } }\n";

            assertThatThrownBy(() -> gateway.reload(listeners + site(other.address())))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("" + taken.getLocalPort());
        }

        assertThat(gateway.running().listeners()).hasSize(1);
        assertThat(gateway.client().get("/").body()).isEqualTo("same");
    }

    @Test
    void listenersComeAndGo() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        gateway.start(LISTENER + site(origin.address()));
        gateway.reload("listeners: { http: { bind: \"127.0.0.1:0\" }, more: { bind: \"127.0.0.1:0\" } }\n"
                + site(origin.address()));
        InetSocketAddress more = (InetSocketAddress) gateway.address("more");
        RawClient client = gateway.client("more");
        assertThat(client.get("/").body()).isEqualTo("ok");

        gateway.reload(LISTENER + site(origin.address()));

        await().until(() -> isRefused(more));
        assertThat(gateway.running().listeners()).hasSize(1);
        assertThat(gateway.client().get("/").body()).isEqualTo("ok");
    }

    @Test
    void aRenamedListenerGoesOnServing() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        int port = freePort();
        String fixed = "listeners: { %s: { bind: \"127.0.0.1:" + port + "\" } }\n" + site(origin.address());
        gateway.start(fixed.formatted("first"));
        assertThat(gateway.client().get("/").body()).isEqualTo("ok");

        gateway.reload(fixed.formatted("second"));

        assertThat(gateway.running().listeners()).hasSize(1);
        for (int i = 0; i < 10; i++) {
            assertThat(gateway.client("second").get("/").body()).isEqualTo("ok");
        }
        assertThat(gateway.running().listenerStats())
                .allSatisfy(stats -> assertThat(stats.listener()).isEqualTo("second"));
        assertThat(gateway.running().listenerStats().get(0).accepted()).isEqualTo(10);
    }

    @ParameterizedTest
    @CsvSource({"127.0.0.1, 0.0.0.0, 1", "0.0.0.0, 127.0.0.1, 2", "'', 0.0.0.0, 2"})
    void anAddressMayBeWrittenAnotherWayOrCoverMore(String before, String after, int loops) throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        int port = freePort();
        String fixed = "listeners: { http: { bind: \"%s:" + port + "\" } }\n" + site(origin.address());
        gateway.onLoops(loops).start(fixed.formatted(before));
        RawClient running = RawClient.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
        assertThat(running.get("/").body()).isEqualTo("ok");

        gateway.reload(fixed.formatted(after));

        assertThat(running.get("/").body()).isEqualTo("ok");
        running.close();
        assertThat(gateway.running().listeners().get(0).addresses())
                .singleElement()
                .asString()
                .endsWith(":" + port);
        assertThat(gateway.running().config().listeners().get(0).bind())
                .containsExactly(Address.parse(after + ":" + port));
        try (RawClient fresh = RawClient.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port))) {
            assertThat(fresh.get("/").body()).isEqualTo("ok");
        }
    }

    @Test
    void anAddressThatOverlapsOneThatStaysIsRefused() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        int port = freePort();
        String first = "http: { bind: \"127.0.0.1:" + port + "\" }";
        gateway.start("listeners: { " + first + " }\n" + site(origin.address()));

        assertThatThrownBy(() -> gateway.reload("listeners: { " + first + ", more: { bind: \"0.0.0.0:" + port
                        + "\" } }\n" + site(origin.address())))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("listeners.more.bind");
    }

    @Test
    void aRemovedHostIsGone() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        gateway.start(LISTENER + site(origin.address()));
        RawClient client = gateway.client();
        client.get("/1");

        gateway.reload(LISTENER + site(origin.address()).replace("\"*\"", "other.example.com"));

        assertThat(client.get("/2").status()).isEqualTo(404);
    }

    /** Free a moment ago; nobody else here asks for a port by number. */
    private static int freePort() throws IOException {
        try (ServerSocket probe = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return probe.getLocalPort();
        }
    }

    private static String site(String address) {
        return "hosts: [{ names: [\"*\"], pool: main }]\npools: { main: { backends: [\"" + address + "\"] } }\n";
    }

    private static boolean isRefused(InetSocketAddress address) {
        try {
            RawClient.connect(address).close();
            return false;
        } catch (IOException e) {
            return true;
        }
    }
}
