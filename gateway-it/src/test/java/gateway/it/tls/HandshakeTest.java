package gateway.it.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gateway.core.downstream.HandshakeCounts.Version;
import gateway.core.downstream.HandshakeResult;
import gateway.core.downstream.ListenerStats;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import gateway.it.tls.TlsClient.Identity;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client can agree on with the gateway, and what becomes of those that cannot. */
class HandshakeTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @TempDir
    Path directory;

    private Authority authority;
    private Identity identity;

    @BeforeEach
    void makeAuthority() throws Exception {
        authority = new Authority(directory, "authority");
        identity = Identity.trusting(authority);
    }

    private void start(String more) throws Exception {
        String certificate = authority.combined("shop.pem", authority.server("shop.test"));
        gateway.start("""
                listeners: { https: { bind: "127.0.0.1:0", tls: { certificates: [%s] %s } } }
                timeouts: { tls_handshake: 1s }
                hosts: [{ names: ["*"], pool: main }]
                pools: { main: ["%s"] }
                """.formatted(
                certificate, more, gateway.origin(Script.saying("hello")).address()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void servesRequestsInEachVersion(String version) throws Exception {
        start("");
        try (TlsClient client = identity.connect(gateway.address(), "shop.test", version)) {
            assertThat(client.get("shop.test")).startsWith("HTTP/1.1 200 ").endsWith("hello");
            assertThat(client.get("shop.test")).endsWith("hello");
            assertThat(client.version()).isEqualTo(version);
            assertThat(client.cipher()).containsAnyOf("_GCM_", "CHACHA20");
            assertThat(client.shownName()).isEqualTo("CN=shop.test");
        }
        Version counted = version.equals("TLSv1.3") ? Version.TLS_1_3 : Version.TLS_1_2;
        assertThat(stats().handshakes(counted, false)).isEqualTo(1);
        assertThat(stats().accepted()).isEqualTo(1);
        await().until(() -> stats().open() == 0);
    }

    @Test
    void tellsTheBackendOfHttpsAndWorksWithACertificateOfItsOwnMaking() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("hello"));
        gateway.start("""
                listeners: { https: { bind: "127.0.0.1:0", tls: self_signed } }
                hosts: [{ names: ["*"], pool: main }]
                pools: { main: ["%s"] }
                """.formatted(origin.address()));
        try (TlsClient client = Identity.trustingAnyone().connect(gateway.address(), "localhost")) {
            assertThat(client.get("localhost", "X-Forwarded-Proto: http")).endsWith("hello");
            assertThat(client.shown().getSubjectAlternativeNames().toString())
                    .contains("localhost", "127.0.0.1", "0:0:0:0:0:0:0:1");
            client.shown().verify(client.shown().getPublicKey());
        }
        assertThat(origin.request().header("X-Forwarded-Proto")).isEqualTo("https");
        assertThat(gateway.awaitFinished(1)).hasSize(1);
    }

    @Test
    void agreesOnHttp11ByAlpn() throws Exception {
        start("");
        try (TlsClient client = identity.connect(gateway.address(), "shop.test", "TLSv1.3", "unknown", "http/1.1")) {
            assertThat(client.protocol()).isEqualTo("http/1.1");
            assertThat(client.get("shop.test")).endsWith("hello");
        }
    }

    @Test
    void refusesAClientThatSpeaksNoneOfOurProtocols() throws Exception {
        start("");

        assertThatThrownBy(() -> identity.connect(gateway.address(), "shop.test", "TLSv1.3", "spdy/3"))
                .isInstanceOf(SSLException.class)
                .hasMessageContaining("no_application_protocol");
        await().until(() -> stats().failedHandshakes(HandshakeResult.FAILED) == 1);
    }

    @Test
    void endsAHandshakeThatIsNotThroughInTime() throws Exception {
        start("");
        long begin = System.nanoTime();
        RawClient silent = gateway.client();
        RawClient slow = gateway.client().send(new byte[] {22, 3, 1, 0, 100, 1});
        await().until(() -> stats().open() == 2);

        assertThat(silent.isClosedByPeer()).isTrue();
        assertThat(slow.isClosedByPeer()).isTrue();
        assertThat(System.nanoTime() - begin).isBetween(900_000_000L, 3_000_000_000L);
        assertThat(stats().failedHandshakes(HandshakeResult.TIMEOUT)).isEqualTo(2);
        await().until(() -> stats().open() == 0);
    }

    @Test
    void countsAClientThatLeavesBeforeItsHandshake() throws Exception {
        start("");
        RawClient client = gateway.client();
        await().until(() -> stats().open() == 1);

        client.close();

        await().until(() -> stats().open() == 0 && stats().failedHandshakes(HandshakeResult.CLIENT_GONE) == 1);
        assertThat(stats().accepted()).isEqualTo(1);
    }

    @Test
    void tellsACleartextClientThatThisIsHttps() throws Exception {
        start("");
        String answer = gateway.client()
                .send("GET / HTTP/1.1\r\nHost: shop.test\r\n\r\n")
                .readToEnd();

        assertThat(answer).startsWith("HTTP/1.1 400 ").endsWith("This port speaks HTTPS only.\n");
        assertThat(stats().failedHandshakes(HandshakeResult.NO_TLS)).isEqualTo(1);
    }

    @Test
    void closesOnGarbage() throws Exception {
        start("");
        RawClient client = gateway.client().send(new byte[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9});

        assertThat(client.isClosedByPeer()).isTrue();
        await().until(() -> stats().failedHandshakes(HandshakeResult.NO_TLS) == 1);
    }

    @Test
    void refusesAClientHelloAbove16KiB() throws Exception {
        start("");
        RawClient client = gateway.client().send(new byte[] {22, 3, 1, 0x3f, 0, 1, 0, 0x40, 1});
        client.send(new byte[0x3f00]);

        assertThat(client.readToEnd()).isNotNull();
        await().until(() -> stats().failedHandshakes(HandshakeResult.FAILED) == 1);
    }

    @Test
    void closesWhatIsBeyondTheLimitOfHandshakes() throws Exception {
        start(", max_handshakes: 1");
        RawClient first = gateway.client();
        await().until(() -> stats().open() == 1);

        assertThat(gateway.client().isClosedByPeer()).isTrue();
        assertThat(stats().failedHandshakes(HandshakeResult.REFUSED)).isEqualTo(1);
        first.close();
        await().until(() -> stats().open() == 0);
        try (TlsClient client = identity.connect(gateway.address(), "shop.test")) {
            assertThat(client.get("shop.test")).endsWith("hello");
        }
    }

    @Test
    void resumesSessionsInBothVersions() throws Exception {
        start("");
        for (String version : List.of("TLSv1.3", "TLSv1.2")) {
            Identity returning = Identity.trusting(authority);
            for (int i = 0; i < 2; i++) {
                try (TlsClient client = returning.connect(gateway.address(), "shop.test", version)) {
                    client.get("shop.test");
                }
            }
        }

        assertThat(stats().handshakes(Version.TLS_1_3, true)).isEqualTo(1);
        assertThat(stats().handshakes(Version.TLS_1_2, true)).isEqualTo(1);
    }

    @Test
    void refusesToRenegotiate() throws Exception {
        start("");
        try (TlsClient client = identity.connect(gateway.address(), "shop.test", "TLSv1.2")) {
            client.get("shop.test");
            assertThatThrownBy(() -> {
                        client.socket().startHandshake();
                        client.get("shop.test");
                    })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void refusesOldVersions() throws Exception {
        start("");

        assertThatThrownBy(() -> identity.connect(gateway.address(), "shop.test", "TLSv1.1"))
                .isInstanceOf(SSLHandshakeException.class);
    }

    @Test
    void aDrainEndsSilentConnectionsWithinASecond() throws Exception {
        start("");
        RawClient silent = gateway.client();
        await().until(() -> stats().open() == 1);

        boolean clean = gateway.running().drain().get(3, TimeUnit.SECONDS);

        assertThat(clean).isTrue();
        assertThat(silent.timeout(Duration.ofSeconds(1)).isClosedByPeer()).isTrue();
    }

    private ListenerStats stats() {
        return gateway.running().listenerStats().get(0);
    }
}
