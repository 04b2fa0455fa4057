package gateway.it.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gateway.core.downstream.HandshakeCounts.Version;
import gateway.core.downstream.HandshakeResult;
import gateway.core.downstream.ListenerStats;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.OriginRequest;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import gateway.it.process.Command;
import gateway.it.process.NeedsTools;
import gateway.it.tls.TlsClient.Identity;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.HexFormat;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who must show a certificate, what the backend is told of it, and that no other way leads past it. */
class ClientCertificateTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @TempDir
    Path directory;

    private Authority servers;
    private Authority clients;
    private X509Bundle alice;
    private ScriptedOrigin origin;

    @BeforeEach
    void makeAuthorities() throws Exception {
        servers = new Authority(directory, "servers");
        clients = new Authority(directory, "clients");
        alice = clients.client("CN=Alice \u00c9,O=Shop");
        origin = gateway.origin(Script.saying("hello"));
    }

    private String text(String clientAuth) throws Exception {
        return """
                listeners:
                  https:
                    bind: "127.0.0.1:0"
                    tls:
                      certificates:
                        - %s
                        - { certificate: %s, client_auth: { ca: %s, mode: require } }
                      %s
                hosts: [{ names: ["*"], pool: main }]
                pools: { main: ["%s"] }
                """.formatted(
                        servers.combined("open.pem", servers.server("open.test")),
                        servers.write("closed.pem", Authority.combined(servers.server("closed.test"))),
                        clients.rootFile(),
                        clientAuth,
                        origin.address());
    }

    private String optional() throws IOException {
        return "client_auth: { ca: " + clients.rootFile() + ", mode: optional }";
    }

    private Identity nobody() throws Exception {
        return Identity.trusting(servers);
    }

    private Identity alice() throws Exception {
        return Identity.of(servers, alice);
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void theBackendIsToldWhoTheClientIs(String version) throws Exception {
        gateway.start(text(""));
        try (TlsClient client = alice().connect(gateway.address(), "closed.test", version)) {
            client.get("closed.test", "X-Client-Cert-Subject: CN=root", "x-client-cert-fingerprint: 00");
        }

        OriginRequest request = origin.request();
        assertThat(request.headers("X-Client-Cert-Subject")).containsExactly("CN=Alice \\C3\\89,O=Shop");
        assertThat(request.headers("X-Client-Cert-Fingerprint")).containsExactly(sha256(alice));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aResumedSessionStillKnowsTheClient(String version) throws Exception {
        gateway.start(text(""));
        Identity identity = alice();
        for (int i = 0; i < 2; i++) {
            try (TlsClient client = identity.connect(gateway.address(), "closed.test", version)) {
                client.get("closed.test");
            }
        }

        assertThat(stats().handshakes(version.equals("TLSv1.3") ? Version.TLS_1_3 : Version.TLS_1_2, true))
                .isEqualTo(1);
        assertThat(origin.awaitRequests(2).get(1).headers("X-Client-Cert-Fingerprint"))
                .containsExactly(sha256(alice));
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aClientWithoutACertificateIsRefused(String version) throws Exception {
        gateway.start(text(""));

        assertThatThrownBy(() -> {
                    try (TlsClient client = nobody().connect(gateway.address(), "closed.test", version)) {
                        client.get("closed.test");
                    }
                })
                .isInstanceOf(IOException.class);
        await().until(() -> stats().failedHandshakes(HandshakeResult.CLIENT_CERTIFICATE) == 1);
        assertThat(origin.requests()).isEmpty();
    }

    @Test
    void aCertificateOfAnotherAuthorityIsRefused() throws Exception {
        gateway.start(text(optional()));
        for (String host : new String[] {"open.test", "closed.test"}) {
            assertThatThrownBy(() -> {
                        try (TlsClient client = Identity.insisting(servers, servers.client("CN=stranger"))
                                .connect(gateway.address(), host)) {
                            client.get(host);
                        }
                    })
                    .isInstanceOf(IOException.class);
        }
        await().until(() -> stats().failedHandshakes(HandshakeResult.CLIENT_CERTIFICATE) == 2);
        assertThat(origin.requests()).isEmpty();
    }

    @Test
    void whereItIsOptionalBothAreServed() throws Exception {
        gateway.start(text(optional()));
        try (TlsClient client = nobody().connect(gateway.address(), "open.test")) {
            client.get("open.test", "X-Client-Cert-Subject: CN=root");
        }
        try (TlsClient client = alice().connect(gateway.address(), "open.test")) {
            client.get("open.test");
        }

        assertThat(origin.awaitRequests(2).get(0).headers("X-Client-Cert-Subject"))
                .isEmpty();
        assertThat(origin.requests().get(1).headers("X-Client-Cert-Fingerprint"))
                .containsExactly(sha256(alice));
    }

    @Test
    void aHostWithAnotherPolicyThanTheConnectionsIsMisdirected() throws Exception {
        gateway.start(text(""));
        try (TlsClient client = nobody().connect(gateway.address(), "open.test")) {
            assertThat(client.get("closed.test")).startsWith("HTTP/1.1 421 ").contains("gateway.tls.misdirected");
            assertThat(client.get("open.test")).startsWith("HTTP/1.1 200 ");
            assertThat(client.get("unknown.test")).startsWith("HTTP/1.1 200 ");
        }
        try (TlsClient client = nobody().connect(gateway.address(), "")) {
            assertThat(client.get("Closed.Test:443")).startsWith("HTTP/1.1 421 ");
        }
        try (TlsClient client = alice().connect(gateway.address(), "closed.test")) {
            assertThat(client.get("open.test")).startsWith("HTTP/1.1 421 ");
        }
        assertThat(origin.requests()).hasSize(2);
    }

    @Test
    void moreLabelsThanACertificatesWildcardCoversLeadNotPastIt() throws Exception {
        String text = text("").replace("[\"*\"]", "[\"*.corp.test\", open.test]");
        servers.write("closed.pem", Authority.combined(servers.server("*.corp.test")));
        gateway.start(text);
        try (TlsClient client = nobody().connect(gateway.address(), "open.test")) {
            assertThat(client.get("a.b.corp.test")).startsWith("HTTP/1.1 421 ");
            assertThat(client.get("a.corp.test")).startsWith("HTTP/1.1 421 ");
            assertThat(client.get("open.test")).startsWith("HTTP/1.1 200 ");
        }
        assertThat(origin.requests()).hasSize(1);
    }

    @Test
    void aCertificateThatDoesNotLoadAtTheStartLeavesItsHostClosed() throws Exception {
        String text = text("");
        servers.write("closed.pem", "no certificate");
        gateway.start(text);
        try (TlsClient client = nobody().connect(gateway.address(), "open.test")) {
            assertThat(client.get("closed.test")).startsWith("HTTP/1.1 421 ").contains("gateway.tls.misdirected");
            assertThat(client.get("open.test")).startsWith("HTTP/1.1 200 ");
        }
        assertThat(origin.requests()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-tls1_2", "-tls1_3"})
    @NeedsTools("openssl")
    void aSessionOfAnOpenNameIsNotResumedForAClosedOne(String version) throws Exception {
        gateway.start(text(""));
        Path session = directory.resolve("session");

        String first = sClient("open.test", version, "-sess_out", session.toString());
        String same = sClient("open.test", version, "-sess_in", session.toString());
        String other = sClient("closed.test", version, "-sess_in", session.toString());

        assertThat(first).contains("New, TLSv1", "200 ");
        assertThat(same).contains("Reused, TLSv1", "200 ");
        assertThat(other).doesNotContain("HTTP/1.1 200");
        Version counted = version.equals("-tls1_3") ? Version.TLS_1_3 : Version.TLS_1_2;
        assertThat(stats().handshakes(counted, true)).isEqualTo(1);
        assertThat(stats().failedHandshakes(HandshakeResult.CLIENT_CERTIFICATE)).isEqualTo(1);
        assertThat(origin.requests()).hasSize(2);
    }

    /** One request by openssl, which resumes what it is told to, whatever its name was. */
    private String sClient(String name, String... more) throws Exception {
        InetSocketAddress address = (InetSocketAddress) gateway.address();
        String command = "(printf 'GET / HTTP/1.1\\r\\nHost: " + name + "\\r\\n\\r\\n'; sleep 0.5)"
                + " | openssl s_client -connect 127.0.0.1:" + address.getPort() + " -servername " + name + " "
                + String.join(" ", more);
        try (Command running = Command.start("sh", "-c", command)) {
            running.exit(Duration.ofSeconds(10));
            return running.output();
        }
    }

    @Test
    void connectionsOfBeforeAReloadThatAsksForCertificatesAreMisdirected() throws Exception {
        gateway.start(text(""));
        try (TlsClient client = nobody().connect(gateway.address(), "open.test")) {
            assertThat(client.get("open.test")).startsWith("HTTP/1.1 200 ");

            gateway.reload(text(optional().replace("optional", "require")));

            assertThat(client.get("open.test")).startsWith("HTTP/1.1 421 ");
        }
    }

    private static String sha256(X509Bundle bundle) throws Exception {
        return HexFormat.of()
                .formatHex(MessageDigest.getInstance("SHA-256")
                        .digest(bundle.getCertificate().getEncoded()));
    }

    private ListenerStats stats() {
        return gateway.running().listenerStats().get(0);
    }
}
