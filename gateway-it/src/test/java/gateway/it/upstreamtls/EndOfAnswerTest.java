package gateway.it.upstreamtls;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.http.FailureReason;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ResponseText;
import gateway.it.fixture.TestPki;
import gateway.it.fixture.TlsOrigin;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Whether an answer over TLS is whole, and whether its connection may serve again. */
class EndOfAnswerTest {
    private static final String UNDELIMITED = "HTTP/1.1 200 OK\r\n\r\nall that there is";

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @TempDir
    Path directory;

    private TestPki pki;

    @BeforeEach
    void makeAuthority() throws Exception {
        pki = new TestPki(directory);
        gateway.onLoops(1).withPool("tls: { ca: \"" + pki.caFile() + "\" }");
    }

    private TlsOrigin origin(TlsOrigin.Talk talk) throws Exception {
        TlsOrigin origin = gateway.closing(TlsOrigin.start(pki.forAddress("127.0.0.1"), connection -> {
            connection.readHead();
            talk.run(connection);
        }));
        gateway.proxyTo(origin.address());
        return origin;
    }

    @Test
    void anEndThatTheBackendSaidIsOne() throws Exception {
        origin(connection -> connection.send(UNDELIMITED));

        assertThat(gateway.client().get("/").body()).isEqualTo("all that there is");
        assertThat(gateway.awaitFinished(1).get(0).isCut()).isFalse();
    }

    @Test
    void theEndOfTheAnswerIsNotTheEndOfTheSocket() throws Exception {
        // This backend waits for the gateway to close.
        origin(connection -> {
            connection.send(UNDELIMITED).sayEnd();
            connection.awaitEnd();
        });

        assertThat(gateway.client().get("/").body()).isEqualTo("all that there is");
    }

    @Test
    void anEndThatTheBackendDidNotSayIsACut() throws Exception {
        origin(connection -> connection.send(UNDELIMITED).cut());
        RawClient client = gateway.client().send(RequestText.of("GET", "/"));

        expectCut(client);
        assertThat(gateway.awaitFinished(1).get(0).isCut()).isTrue();
        assertThat(gateway.awaitFinished(1).get(0).reason()).isEqualTo(FailureReason.TRUNCATED_RESPONSE);
    }

    /** To HTTP/1.1 the answer goes in chunks: without the last one it is not whole; to HTTP/1.0 a reset says so. */
    private static void expectCut(RawClient client) throws IOException {
        RawResponse answer;
        try {
            answer = client.readEvenIfCut();
        } catch (IOException e) {
            return;
        }
        assertThat(answer.complete()).isFalse();
    }

    @Test
    void aBodyWithALengthThatBreaksOffIsACut() throws Exception {
        origin(connection -> connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc"));
        RawClient client = gateway.client().send(RequestText.of("GET", "/"));

        expectCut(client);
        assertThat(gateway.awaitFinished(1).get(0).reason()).isEqualTo(FailureReason.TRUNCATED_RESPONSE);
    }

    @Test
    void aBodyWithALengthNeedsNoWordAboutItsEnd() throws Exception {
        origin(connection -> connection.send(ResponseText.of(200, "ok")).cut());

        assertThat(gateway.client().get("/").body()).isEqualTo("ok");
    }

    @Test
    void anAnswerThatNobodyAskedForIsNeverGivenToTheNextRequest() throws Exception {
        TlsOrigin origin = origin(connection -> {
            connection.send(ResponseText.of(200, "first") + ResponseText.of(200, "poison"));
            connection.awaitEnd();
        });
        RawClient client = gateway.client();

        for (int i = 0; i < 3; i++) {
            assertThat(client.get("/").body()).isEqualTo("first");
        }
        assertThat(origin.handshakes()).isEqualTo(3);
    }

    @Test
    void anAnswerThatComesLaterIsNeverGivenToTheNextRequest() throws Exception {
        TlsOrigin origin = origin(connection -> {
            connection.send(ResponseText.of(200, "first"));
            connection.send(ResponseText.of(200, "poison"));
            connection.awaitEnd();
        });
        RawClient client = gateway.client();

        assertThat(client.get("/").body()).isEqualTo("first");
        org.awaitility.Awaitility.await().atMost(Duration.ofSeconds(5)).until(() -> gateway.idle() == 0);
        assertThat(client.get("/").body()).isEqualTo("first");
        assertThat(origin.handshakes()).isEqualTo(2);
    }

    @Test
    void aClientThatDoesNotReadStopsTheBackend() throws Exception {
        AtomicLong sent = new AtomicLong();
        String block = "x".repeat(64 * 1024);
        long size = 64L * 1024 * 1024;
        origin(connection -> {
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: " + size + "\r\n\r\n");
            for (long left = size; left > 0; left -= block.length()) {
                connection.send(block);
                sent.addAndGet(block.length());
            }
        });
        RawClient client = gateway.slowClient().send(RequestText.of("GET", "/"));
        client.readHead();

        long before = -1;
        for (int i = 0; i < 50 && before != sent.get(); i++) {
            before = sent.get();
            Thread.sleep(100);
        }

        assertThat(sent.get()).isEqualTo(before).isLessThan(16L * 1024 * 1024);
        assertThat(client.timeout(Duration.ofSeconds(30)).readBytes((int) size)).hasSize((int) size);
    }

    @Test
    void aLargeUploadArrivesWhole() throws Exception {
        int size = 8 * 1024 * 1024;
        TlsOrigin origin = gateway.closing(TlsOrigin.start(pki.forAddress("127.0.0.1"), connection -> {
            connection.readHead();
            connection.skip(size);
            connection.send(ResponseText.of(200, "got it"));
        }));
        gateway.proxyTo(origin.address());

        assertThat(gateway.client()
                        .timeout(Duration.ofSeconds(30))
                        .send(RequestText.withBody("PUT", "/", "y".repeat(size)))
                        .read("PUT")
                        .body())
                .isEqualTo("got it");
    }
}
