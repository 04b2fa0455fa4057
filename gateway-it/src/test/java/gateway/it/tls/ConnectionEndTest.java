package gateway.it.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gateway.core.config.GatewayConfig.TransportChoice;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import gateway.it.tls.TlsClient.Identity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Ends of connections with TLS: a good one says so, a cut one never looks whole; and what holds a connection up holds it up with TLS. */
class ConnectionEndTest {
    private static final int LARGE = 3_000_000;

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    private Identity identity;

    @BeforeEach
    void makeClient() throws Exception {
        identity = Identity.trustingAnyone();
    }

    private void start(ScriptedOrigin origin, String more) throws Exception {
        gateway.start("""
                listeners: { https: { bind: "127.0.0.1:0", tls: self_signed } }
                hosts: [{ names: ["*"], pool: main }]
                pools: { main: ["%s"] }
                %s
                """.formatted(origin.address(), more));
    }

    private TlsClient client() throws IOException {
        return identity.connect(gateway.address(), "localhost");
    }

    private TlsClient clientOf12() throws IOException {
        return identity.connect(gateway.address(), "localhost", "TLSv1.2");
    }

    @Test
    void aNormalEndIsACloseNotify() throws Exception {
        start(gateway.origin(Script.saying("hello")), "");
        try (TlsClient client = clientOf12().send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) {
            assertThat(new String(client.readToEnd(), StandardCharsets.US_ASCII))
                    .endsWith("hello");
        }
    }

    @Test
    void aBodyThatOnlyTheEndDelimitsIsWhole() throws Exception {
        start(
                gateway.origin(connection -> {
                    connection.readRequest();
                    connection.send("HTTP/1.0 200 OK\r\n\r\nall of it");
                }),
                "");
        try (TlsClient client = clientOf12().send("GET / HTTP/1.0\r\n\r\n")) {
            assertThat(new String(client.readToEnd(), StandardCharsets.US_ASCII))
                    .endsWith("all of it");
        }
    }

    @Test
    void aCutBodyThatOnlyTheEndDelimitsHasNoCloseNotify() throws Exception {
        start(
                gateway.origin(connection -> {
                    connection.readRequest();
                    connection.send("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhalf \r\n");
                    connection.reset();
                }),
                "");
        try (TlsClient client = clientOf12().send("GET / HTTP/1.0\r\n\r\n")) {
            assertThatThrownBy(client::readToEnd).isInstanceOf(IOException.class);
        }
        assertThat(gateway.awaitFinished(1)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "NIO"})
    void aLargeBodyLosesNothingWhenTheConnectionEndsWithIt(TransportChoice transport) throws Exception {
        String body = "0123456789".repeat(LARGE / 10);
        gateway.on(transport, 1);
        start(gateway.origin(Script.saying(body)), "");
        try (TlsClient client = clientOf12().send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")) {
            String answer = new String(client.readToEnd(), StandardCharsets.US_ASCII);
            assertThat(answer).endsWith(body);
        }
    }

    @Test
    void anAnswerToARequestThatIsNotReadToItsEndArrives() throws Exception {
        start(gateway.origin(Script.saying("hello")), "limits: { body_size: 1KB }");
        try (TlsClient client = clientOf12()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000\r\n\r\n");
            client.send("x".repeat(60_000));
            String answer = new String(client.readToEnd(), StandardCharsets.US_ASCII);
            assertThat(answer).startsWith("HTTP/1.1 413 ");
        }
        await().until(() -> gateway.running().listenerStats().get(0).open() == 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "NIO"})
    void aClientThatDoesNotReadHoldsTheBackendUp(TransportChoice transport) throws Exception {
        gateway.on(transport, 1);
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 200000000\r\n\r\n");
            byte[] block = new byte[64 * 1024];
            while (true) {
                connection.send(block);
            }
        });
        start(origin, "");
        TlsClient client = client().send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        long[] last = {-1};
        await().atMost(Duration.ofSeconds(10))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> {
                    boolean still = origin.sent() > 100_000 && origin.sent() == last[0];
                    last[0] = origin.sent();
                    return still;
                });

        assertThat(origin.sent()).isLessThan(40_000_000);
        client.socket().setSoLinger(true, 0);
        client.close();
        assertThat(gateway.awaitFinished(1)).hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "NIO"})
    void aLargeRequestPassesASlowBackend(TransportChoice transport) throws Exception {
        gateway.on(transport, 1);
        start(
                gateway.origin(Script.answering(request -> {
                    String length = Integer.toString(request.body().length());
                    return "HTTP/1.1 200 OK\r\nContent-Length: " + length.length() + "\r\n\r\n" + length;
                })),
                "");
        try (TlsClient client = client()) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: " + LARGE + "\r\n\r\n" + "y".repeat(LARGE));
            assertThat(client.read()).endsWith(Integer.toString(LARGE));
            assertThat(client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 3\r\n\r\nabc")
                            .read())
                    .endsWith("3");
        }
    }

    @Test
    void aCloseNotifyOfTheClientEndsItsRequest() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection.stall();
        });
        start(origin, "");
        try (TlsClient client = client().send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")) {
            origin.awaitRequests(1);
            client.socket().shutdownOutput();

            assertThat(gateway.awaitFinished(1).get(0).status()).isEqualTo(499);
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        start(
                gateway.origin(Script.answering(request -> {
                    String target = request.target();
                    return "HTTP/1.1 200 OK\r\nContent-Length: " + target.length() + "\r\n\r\n" + target;
                })),
                "");
        try (TlsClient client = client()) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 200; i++) {
                requests.append("GET /").append(i).append(" HTTP/1.1\r\nHost: x\r\n\r\n");
            }
            client.send(requests.toString());
            for (int i = 0; i < 200; i++) {
                assertThat(client.read()).endsWith("\r\n\r\n/" + i);
            }
        }
    }

    @Test
    void aDrainServesWhatRunsAndClosesAfterIt() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            Thread.sleep(500);
            connection.respond(200, "late");
            connection.stall();
        });
        start(origin, "");
        try (TlsClient client = clientOf12().send("GET / HTTP/1.1\r\nHost: x\r\n\r\n")) {
            origin.awaitRequests(1);
            var drained = gateway.running().drain();

            String answer = new String(client.readToEnd(), StandardCharsets.US_ASCII);
            assertThat(answer).contains("onnection: close").endsWith("late");
            assertThat(drained.get(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void aRequestThatComesByteByByteIsServed() throws Exception {
        start(gateway.origin(Script.saying("hello")), "");
        try (TlsClient client = client()) {
            for (char c : "GET / HTTP/1.1\r\nHost: x\r\n\r\n".toCharArray()) {
                client.send(String.valueOf(c));
            }
            assertThat(client.read()).endsWith("hello");
        }
    }

    @Test
    void aHeadThatDoesNotEndIsAnswered408() throws Exception {
        start(gateway.origin(Script.saying("hello")), "timeouts: { client_head: 300ms }");
        try (TlsClient client = client().send("GET / HTTP/1.1\r\nHo")) {
            assertThat(client.read()).startsWith("HTTP/1.1 408 ");
        }
    }
}
