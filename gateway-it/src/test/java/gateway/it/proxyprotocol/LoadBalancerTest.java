package gateway.it.proxyprotocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import io.netty.handler.ssl.util.InsecureTrustManagerFactory;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.UnixDomainSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A load balancer in front of the gateway tells whose connections it passes on. */
class LoadBalancerTest {
    private static final String HEADER = "PROXY TCP4 192.0.2.1 198.51.100.1 56324 443\r\n";
    private static final String BINARY =
            "\r\n\r\n\0\r\nQUIT\n!\u0011\0\u000c\u00c0\0\u0002\u0001\u00c63d\u0001\u00dc\u0004\u0001\u00bb";

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    private ScriptedOrigin start(String bind, String from) throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        gateway.start("""
                listeners: { http: { bind: "%s", proxy_protocol: { from: [%s] } } }
                hosts: [{ names: ["*"], pool: main }]
                pools: { main: ["%s"] }
                """.formatted(bind, from, origin.address()));
        return origin;
    }

    @ParameterizedTest
    @ValueSource(strings = {HEADER, BINARY})
    void theBackendIsToldOfTheRealClient(String header) throws Exception {
        ScriptedOrigin origin = start("127.0.0.1:0", "127.0.0.1");
        RawClient client = gateway.client();

        client.send(header + RequestText.get("/1"));
        assertThat(client.read().body()).isEqualTo("ok");
        assertThat(client.get("/2").body()).isEqualTo("ok");

        assertThat(origin.requests()).allSatisfy(request -> {
            assertThat(request.header("X-Forwarded-For")).isEqualTo("192.0.2.1");
            assertThat(request.header("X-Forwarded-Port")).isEqualTo("443");
        });
    }

    @Test
    void aHeaderInSingleBytesIsAsGood() throws Exception {
        ScriptedOrigin origin = start("127.0.0.1:0", "127.0.0.0/8");
        RawClient client = gateway.client();

        client.sendInPieces((HEADER + RequestText.get("/")).getBytes(StandardCharsets.US_ASCII), 1);

        assertThat(client.read().body()).isEqualTo("ok");
        assertThat(origin.request().header("X-Forwarded-For")).isEqualTo("192.0.2.1");
    }

    @Test
    void whoeverIsNotListedIsClosedWithoutAWord() throws Exception {
        start("127.0.0.1:0", "10.0.0.0/8");
        RawClient client = gateway.client();

        assertThat(client.isClosedByPeer()).isTrue();
        await().until(() -> gateway.running().listenerStats().get(0).proxyUnlisted() == 1);
        await().until(() -> gateway.running().listenerStats().get(0).open() == 0);
    }

    @Test
    void aRequestWithoutAHeaderIsClosedWithoutAWord() throws Exception {
        ScriptedOrigin origin = start("127.0.0.1:0", "127.0.0.1");
        RawClient client = gateway.client();

        client.send(RequestText.get("/"));

        assertThat(client.isClosedByPeer()).isTrue();
        assertThat(origin.requests()).isEmpty();
        await().until(() -> gateway.running().listenerStats().get(0).proxyMalformed() == 1);
    }

    @Test
    void aHealthCheckThatOnlyConnectsLeavesNoTrace() throws Exception {
        start("127.0.0.1:0", "127.0.0.1");

        gateway.client().close();

        await().until(() -> gateway.running().listenerStats().get(0).accepted() == 1
                && gateway.running().listenerStats().get(0).open() == 0);
        assertThat(gateway.running().listenerStats().get(0).proxyMalformed()).isZero();
        assertThat(gateway.finished()).isEmpty();
    }

    @Test
    void aUnixSocketIsListedByItsName(@TempDir Path directory) throws Exception {
        Path socket = directory.resolve("gw.sock");
        ScriptedOrigin origin = start("unix:" + socket, "unix");

        try (RawClient client = RawClient.connect(UnixDomainSocketAddress.of(socket))) {
            client.send(HEADER + RequestText.get("/"));
            assertThat(client.read().body()).isEqualTo("ok");
        }
        assertThat(origin.request().header("X-Forwarded-For")).isEqualTo("192.0.2.1");
    }

    @Test
    void theHeaderComesBeforeTls() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        gateway.start("""
                listeners: { https: { bind: "127.0.0.1:0", tls: self_signed, proxy_protocol: { from: [127.0.0.1] } } }
                hosts: [{ names: ["*"], pool: main }]
                pools: { main: ["%s"] }
                """.formatted(origin.address()));
        SSLContext trusting = SSLContext.getInstance("TLS");
        trusting.init(null, InsecureTrustManagerFactory.INSTANCE.getTrustManagers(), null);
        InetSocketAddress address = (InetSocketAddress) gateway.address();

        try (Socket plain = new Socket(address.getAddress(), address.getPort())) {
            plain.setSoTimeout(5000);
            plain.getOutputStream().write(HEADER.getBytes(StandardCharsets.US_ASCII));
            try (Socket encrypted = trusting.getSocketFactory().createSocket(plain, "localhost", 443, false)) {
                encrypted
                        .getOutputStream()
                        .write(RequestText.of("GET", "/", "Connection: close").getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(encrypted.getInputStream().readAllBytes(), StandardCharsets.US_ASCII))
                        .startsWith("HTTP/1.1 200")
                        .endsWith("ok");
            }
        }

        assertThat(origin.request().header("X-Forwarded-For")).isEqualTo("192.0.2.1");
        assertThat(origin.request().header("X-Forwarded-Proto")).isEqualTo("https");
        assertThat(origin.request().header("X-Forwarded-Port")).isEqualTo("443");
    }

    @Test
    void aReloadTakesTheRuleToNewConnections() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        String plain = """
                listeners: { http: { bind: "127.0.0.1:0" } }
                hosts: [{ names: ["*"], pool: main }]
                pools: { main: ["%s"] }
                """.formatted(origin.address());
        gateway.start(plain);
        RawClient before = gateway.client();
        assertThat(before.get("/").body()).isEqualTo("ok");

        gateway.reload(plain.replace(":0\"", ":0\", proxy_protocol: { from: [127.0.0.1] }"));

        assertThat(before.get("/").body()).isEqualTo("ok");
        RawClient after = gateway.client().timeout(Duration.ofSeconds(5));
        after.send(HEADER + RequestText.get("/"));
        assertThat(after.read().body()).isEqualTo("ok");
    }
}
