package gateway.it.upstreamtls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gateway.core.http.FailureReason;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ResponseText;
import gateway.it.fixture.TestPki;
import gateway.it.fixture.TlsOrigin;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a backend sees that the gateway trusts. */
class TrustedBackendsTest {
    private static final TlsOrigin.Talk CLOSING = connection -> {
        if (!connection.readHead().isEmpty()) {
            connection.send(ResponseText.of(200, "one", "Connection: close"));
        }
    };

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @TempDir
    Path directory;

    private TestPki pki;

    @BeforeEach
    void makeAuthority() throws Exception {
        pki = new TestPki(directory);
    }

    private GatewayExtension tls(String more) throws Exception {
        return gateway.withPool("tls: { ca: \"" + pki.caFile() + "\"" + more + " }");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aKeptConnectionServesOneRequestAfterAnother(String protocol) throws Exception {
        TlsOrigin origin = gateway.closing(TlsOrigin.speaking(
                protocol, pki.forAddress("127.0.0.1"), TlsOrigin.answering(ResponseText.of(200, "ok"))));
        tls("").onLoops(1).proxyTo(origin.address());
        RawClient client = gateway.client();

        for (int i = 0; i < 10; i++) {
            assertThat(client.get("/" + i).body()).isEqualTo("ok");
        }

        assertThat(origin.handshakes()).isEqualTo(1);
        assertThat(origin.heads()).hasSize(10);
        assertThat(origin.names()).containsExactly("-");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void sessionsAreResumedOnEveryLoop(String protocol) throws Exception {
        TlsOrigin origin = gateway.closing(TlsOrigin.speaking(protocol, pki.forAddress("127.0.0.1"), CLOSING));
        tls("").onLoops(4).proxyTo(origin.address());

        for (int i = 0; i < 16; i++) {
            assertThat(gateway.client().get("/").body()).isEqualTo("one");
        }

        assertThat(origin.handshakes()).isEqualTo(16);
        assertThat(origin.fullHandshakes()).isLessThan(5);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ", sni: shop.internal|shop.internal|shop.internal",
                ", verify_name: shop.internal|shop.internal|shop.internal",
                ", sni: asked.internal, verify_name: shop.internal|asked.internal|shop.internal",
                ", sni: asked.internal, verify_name: a.shop.internal|asked.internal|*.shop.internal",
                ", verify_name: 127.0.0.1|-|127.0.0.1",
            })
    void asksForTheNameAndBelievesTheRightOne(String keys, String asked, String certified) throws Exception {
        X509Bundle certificate = certified.startsWith("127.") ? pki.forAddress(certified) : pki.forName(certified);
        TlsOrigin origin = gateway.closing(TlsOrigin.saying("ok", certificate));
        tls(keys).proxyTo(origin.address());

        assertThat(gateway.client().get("/").body()).isEqualTo("ok");
        assertThat(origin.names()).containsExactly(asked);
    }

    @Test
    void aHostNameWithoutADotIsAskedForAndVerified() throws Exception {
        TlsOrigin origin = gateway.closing(TlsOrigin.saying("ok", pki.forName("localhost")));
        tls("").proxyTo(origin.address().replace("127.0.0.1", "localhost"));

        assertThat(gateway.client().get("/").body()).isEqualTo("ok");
        assertThat(origin.names()).containsExactly("localhost");
    }

    @Test
    void verifyingCanBeSwitchedOff() throws Exception {
        TlsOrigin origin = gateway.closing(TlsOrigin.saying("ok", pki.selfSigned("192.0.2.1")));
        gateway.withPool("tls: { verify: false }").proxyTo(origin.address());

        assertThat(gateway.client().get("/").body()).isEqualTo("ok");
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void aBackendThatAsksIsShownTheCertificate(String protocol) throws Exception {
        TlsOrigin origin = gateway.closing(TlsOrigin.asking(
                pki.authority(),
                protocol,
                pki.forAddress("127.0.0.1"),
                TlsOrigin.answering(ResponseText.of(200, "ok"))));
        Path own = pki.combinedFile("gateway.pem", pki.client("gateway"));
        tls(", certificate: \"" + own + "\"").proxyTo(origin.address());

        assertThat(gateway.client().get("/").body()).isEqualTo("ok");
        assertThat(origin.clients()).containsExactly("CN=gateway");
    }

    @Test
    void aBackendThatMissesACertificateFailsTheHandshakeInTls12() throws Exception {
        TlsOrigin origin = gateway.closing(
                TlsOrigin.asking(pki.authority(), "TLSv1.2", pki.forAddress("127.0.0.1"), TlsOrigin.answering("")));
        tls("").proxyTo(origin.address());

        assertThat(gateway.client().get("/").status()).isEqualTo(502);
        assertThat(gateway.attemptFailures()).containsOnly(FailureReason.TLS_HANDSHAKE);
    }

    /** In TLS 1.3 the handshake is over for the gateway before the backend refuses, so that the request may have been read. */
    @Test
    void aBackendThatMissesACertificateInTls13GetsNoSecondTryOfAPost() throws Exception {
        TlsOrigin origin = gateway.closing(
                TlsOrigin.asking(pki.authority(), "TLSv1.3", pki.forAddress("127.0.0.1"), TlsOrigin.answering("")));
        TlsOrigin other = gateway.closing(
                TlsOrigin.asking(pki.authority(), "TLSv1.3", pki.forAddress("127.0.0.1"), TlsOrigin.answering("")));
        tls("").proxyTo(origin.address(), other.address());

        RawResponse answer =
                gateway.client().send(RequestText.withBody("POST", "/", "data")).read("POST");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(gateway.attemptFailures())
                .singleElement()
                .isIn(FailureReason.TLS_ALERT, FailureReason.CLOSED_BEFORE_RESPONSE);
    }

    @Test
    void aReloadPicksUpAChangedAuthority() throws Exception {
        TlsOrigin origin = gateway.closing(TlsOrigin.saying("ok", pki.foreign("127.0.0.1")));
        tls("").proxyTo(origin.address());
        String text = gateway.proxyText(origin.address());
        assertThat(gateway.client().get("/").status()).isEqualTo(502);

        gateway.reload(text.replaceAll("tls: .*", "tls: { verify: false }"));
        assertThat(gateway.client().get("/").body()).isEqualTo("ok");

        gateway.reload(text);
        assertThat(gateway.client().get("/").status()).isEqualTo(502);
    }

    @Test
    void aReloadWithTheSameNameAndAnotherContentEndsWhatWasIdle() throws Exception {
        TlsOrigin origin = gateway.closing(TlsOrigin.saying("ok", pki.forAddress("127.0.0.1")));
        tls("").onLoops(1).proxyTo(origin.address());
        String text = gateway.proxyText(origin.address());
        assertThat(gateway.client().get("/").body()).isEqualTo("ok");

        gateway.reload(text);
        assertThat(gateway.client().get("/").body()).isEqualTo("ok");
        assertThat(origin.handshakes()).isEqualTo(1);

        // Another authority of the same name: neither the connection nor the session may outlive the one before.
        pki.file("ca.pem", new TestPki(directory).authority().getCertificatePEM());
        gateway.reload(text);
        assertThat(gateway.client().get("/").status()).isEqualTo(502);
    }

    @Test
    void aFileThatCannotBeUsedIsNamedAndChangesNothing() throws Exception {
        TlsOrigin origin = gateway.closing(TlsOrigin.saying("ok", pki.forAddress("127.0.0.1")));
        tls("").proxyTo(origin.address());
        String text = gateway.proxyText(origin.address());

        Files.writeString(pki.caFile(), "rubbish");
        assertIoFailure(() -> gateway.reload(text), "pools.main.tls: " + directory.resolve("ca.pem") + ": holds no");
        assertThat(gateway.client().get("/").body()).isEqualTo("ok");

        pki.caFile();
        gateway.reload(text);
        assertThat(gateway.client().get("/").body()).isEqualTo("ok");
    }

    private static void assertIoFailure(ThrowingCallable action, String message) {
        org.assertj.core.api.Assertions.assertThatThrownBy(action)
                .isInstanceOf(IOException.class)
                .hasMessageStartingWith(message);
    }

    @Test
    void anIdleConnectionThatTheBackendEndsIsNotUsedAgain() throws Exception {
        TlsOrigin origin = gateway.closing(TlsOrigin.start(pki.forAddress("127.0.0.1"), connection -> {
            connection.readHead();
            connection.send(ResponseText.of(200, "ok")).sayEnd();
            connection.awaitEnd();
        }));
        tls("").onLoops(1).proxyTo(origin.address());
        RawClient client = gateway.client();

        assertThat(client.get("/").body()).isEqualTo("ok");
        await().atMost(Duration.ofSeconds(5)).until(() -> gateway.idle() == 0);
        assertThat(client.get("/").body()).isEqualTo("ok");
        assertThat(origin.handshakes()).isEqualTo(2);
        assertThat(gateway.attemptFailures()).isEmpty();
    }
}
