package gateway.it.upstreamtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gateway.core.http.FailureReason;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ScriptedOrigin;
import gateway.it.fixture.TestPki;
import gateway.it.fixture.TlsOrigin;
import io.netty.pkitesting.X509Bundle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A backend that cannot be trusted, or spoken to, gets nothing; the request goes on to another one, or gets 502. */
class HandshakeFailuresTest {
    private enum Bad {
        WRONG_NAME,
        NAME_FOR_AN_ADDRESS,
        EXPIRED,
        UNKNOWN_AUTHORITY,
        SELF_SIGNED;

        X509Bundle certificate(TestPki pki) throws Exception {
            return switch (this) {
                case WRONG_NAME -> pki.forAddress("127.0.0.2");
                case NAME_FOR_AN_ADDRESS -> pki.forName("localhost");
                case EXPIRED -> pki.expired("127.0.0.1");
                case UNKNOWN_AUTHORITY -> pki.foreign("127.0.0.1");
                case SELF_SIGNED -> pki.selfSigned("127.0.0.1");
            };
        }
    }

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @TempDir
    Path directory;

    private TestPki pki;

    @BeforeEach
    void makeAuthority() throws Exception {
        pki = new TestPki(directory);
        gateway.withPool("tls: { ca: \"" + pki.caFile() + "\" }");
    }

    @ParameterizedTest
    @EnumSource
    void aBackendThatIsNotTrustedGetsNothing(Bad bad) throws Exception {
        TlsOrigin origin = gateway.closing(TlsOrigin.saying("bad", bad.certificate(pki)));
        gateway.proxyTo(origin.address());

        RawResponse answer = gateway.client().get("/secret");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.header("Proxy-Status")).contains("error=tls_certificate_error");
        assertThat(answer.body()).contains("upstream.tls.certificate");
        assertThat(gateway.attemptFailures()).containsOnly(FailureReason.TLS_CERTIFICATE);
        assertThat(origin.heads()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void aRequestThatMayNotBeRepeatedGoesOnToABackendThatIsTrusted(Bad bad) throws Exception {
        TlsOrigin untrusted = gateway.closing(TlsOrigin.saying("bad", bad.certificate(pki)));
        TlsOrigin good = gateway.closing(TlsOrigin.start(pki.forAddress("127.0.0.1"), connection -> {
            while (!connection.readHead().isEmpty()) {
                connection.skip(4);
                connection.send("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ngood");
            }
        }));
        gateway.withPool("passive_health: off").proxyTo(untrusted.address(), good.address());
        RawClient client = gateway.client();

        for (int i = 0; i < 4; i++) {
            assertThat(client.send(RequestText.withBody("POST", "/", "data"))
                            .read("POST")
                            .body())
                    .isEqualTo("good");
        }

        assertThat(gateway.attemptFailures()).isNotEmpty().containsOnly(FailureReason.TLS_CERTIFICATE);
        assertThat(untrusted.heads()).isEmpty();
    }

    @Test
    void aPortThatSpeaksNoTlsIsToldApart() throws Exception {
        ScriptedOrigin plain = gateway.origin(connection -> {
            connection.readBytes(5);
            connection.send("HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        });
        gateway.proxyTo(plain);

        expectFailure(502, "upstream.tls.handshake", "tls_protocol_error");
        assertThat(gateway.attemptFailures()).containsOnly(FailureReason.TLS_HANDSHAKE);
    }

    @Test
    void aHandshakeThatStallsTakesNoLongerThanAConnect() throws Exception {
        List<String> got = new CopyOnWriteArrayList<>();
        ScriptedOrigin silent = gateway.origin(connection -> {
            while (true) {
                got.add(new String(connection.readBytes(1), StandardCharsets.ISO_8859_1));
            }
        });
        gateway.withPool("timeouts: { connect: 300ms }").proxyTo(silent);

        expectFailure(504, "upstream.tls.timeout", "connection_timeout");
        assertThat(gateway.attemptFailures()).containsOnly(FailureReason.TLS_TIMEOUT);
        assertThat(String.join("", got)).startsWith("\u0016\u0003").doesNotContain("secret");
        await().atMost(Duration.ofSeconds(5)).until(() -> gateway.connecting() == 0);
    }

    @Test
    void aResetInTheHandshakeIsAFailureToConnect() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readBytes(5);
            connection.reset();
        });
        gateway.proxyTo(origin);

        expectFailure(502, "upstream.tls.handshake", "tls_protocol_error");
    }

    @Test
    void anEndInTheHandshakeIsAFailureToConnect() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> connection.readBytes(200));
        gateway.proxyTo(origin);

        expectFailure(502, "upstream.tls.handshake", "tls_protocol_error");
    }

    @Test
    void aClientThatLeavesEndsTheHandshake() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> connection.stall());
        gateway.withPool("timeouts: { connect: 20s }").proxyTo(origin);
        RawClient client = gateway.client();
        client.send(RequestText.get("/"));
        await().until(() -> origin.connections() == 1);

        client.close();

        assertThat(gateway.awaitFinished(1).get(0).reason()).isEqualTo(FailureReason.CLIENT_GONE_WAITING);
        assertThat(origin.connection(0).awaitEnd(Duration.ofSeconds(5))).isTrue();
    }

    @Test
    void aBackendThatFailsItsHandshakesIsLeftOut() throws Exception {
        TlsOrigin bad = gateway.closing(TlsOrigin.saying("bad", pki.expired("127.0.0.1")));
        TlsOrigin good = gateway.closing(TlsOrigin.saying("good", pki.forAddress("127.0.0.1")));
        gateway.withPool("passive_health: { consecutive: 2, down_for: 60s }").proxyTo(bad.address(), good.address());
        RawClient client = gateway.client();

        for (int i = 0; i < 12; i++) {
            assertThat(client.get("/").body()).isEqualTo("good");
        }
        assertThat(gateway.attemptFailures()).hasSize(2);
    }

    @Test
    void aVerifyNameIsTheOnlyNameThatWillDo() throws Exception {
        // For the name that is asked for, but not for the one that must be in it.
        TlsOrigin origin = gateway.closing(TlsOrigin.saying("x", pki.forName("asked.internal")));
        gateway.start(gateway.proxyText(origin.address())
                .replaceAll(
                        "tls: .*",
                        "tls: { ca: \"" + pki.caFile() + "\", sni: asked.internal, verify_name: wanted.internal }"));

        assertThat(gateway.client().get("/").status()).isEqualTo(502);
        assertThat(gateway.attemptFailures()).containsOnly(FailureReason.TLS_CERTIFICATE);
        assertThat(origin.heads()).isEmpty();
    }

    private void expectFailure(int status, String code, String proxyStatus) throws Exception {
        RawResponse answer = gateway.client().get("/secret");
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.body()).contains(code);
        assertThat(answer.header("Proxy-Status")).contains("error=" + proxyStatus);
    }
}
