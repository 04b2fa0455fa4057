package gateway.it.http1;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.OriginRequest;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ResponseText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PipeliningTest {
    private static final int REQUESTS = 1_000;
    private static final String[] METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"};

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @ParameterizedTest
    @ValueSource(ints = {Integer.MAX_VALUE, 1460, 7})
    void aThousandMixedRequestsAreAnsweredInOrder(int segment) throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.answering(PipeliningTest::echo));
        RawClient client = gateway.proxyTo(origin).client();
        byte[] bytes = requests().getBytes(StandardCharsets.ISO_8859_1);

        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> send(client, bytes, segment));
        for (int i = 0; i < REQUESTS; i++) {
            RawResponse response = client.read(method(i));
            assertThat(response.header("X-Target")).isEqualTo(method(i) + " /" + i);
            assertThat(response.body()).isEqualTo(method(i).equals("HEAD") ? "" : body(i));
        }
        sending.join();

        assertThat(origin.requests()).hasSize(REQUESTS);
        assertThat(origin.connections()).isEqualTo(1);
    }

    private static void send(RawClient client, byte[] bytes, int segment) {
        try {
            client.sendInPieces(bytes, segment == Integer.MAX_VALUE ? bytes.length : segment);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static String requests() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < REQUESTS; i++) {
            text.append(request(i));
        }
        return text.toString();
    }

    private static String request(int i) {
        String target = "/" + i;
        if (body(i).isEmpty()) {
            return RequestText.of(method(i), target);
        }
        return i % 4 == 0
                ? RequestText.withBody(method(i), target, body(i))
                : RequestText.of(method(i), target, "Transfer-Encoding: chunked") + RequestText.chunked(body(i));
    }

    private static String method(int i) {
        return METHODS[i % METHODS.length];
    }

    private static String body(int i) {
        return method(i).startsWith("P") ? "body " + i + " ".repeat(i % 50) : "";
    }

    private static String echo(OriginRequest request) {
        String field = "X-Target: " + request.method() + " " + request.target();
        String response = Integer.parseInt(request.target().substring(1)) % 3 == 0
                ? ResponseText.chunked(request.body(), field)
                : ResponseText.of(200, request.body(), field);
        return request.method().equals("HEAD") ? response.substring(0, response.indexOf("\r\n\r\n") + 4) : response;
    }

    @Test
    void onlyOneRequestOfAConnectionIsUpstreamAtATime() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        ScriptedOrigin origin = gateway.origin(connection -> {
            while (connection.readRequest() != null) {
                most.accumulateAndGet(running.incrementAndGet(), Math::max);
                connection.isSilentFor(java.time.Duration.ofMillis(5));
                running.decrementAndGet();
                connection.respond(200, "");
            }
        });
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.get("/").repeat(20)).read(20);

        assertThat(most).hasValue(1);
    }

    @Test
    void aSlowFirstAnswerKeepsItsPlace() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            for (OriginRequest request = connection.readRequest();
                    request != null;
                    request = connection.readRequest()) {
                connection.isSilentFor(
                        java.time.Duration.ofMillis(request.target().equals("/slow") ? 100 : 0));
                connection.respond(200, request.target());
            }
        });
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.get("/slow") + RequestText.get("/fast"));

        assertThat(client.read(2)).extracting(RawResponse::body).containsExactly("/slow", "/fast");
    }

    @Test
    void aMalformedSecondRequestIsRefusedAfterTheFirstAnswer() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("first"));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.get("/") + "BAD\u0000 / HTTP/1.1\r\n\r\n" + RequestText.get("/third"));

        assertThat(client.read().body()).isEqualTo("first");
        assertThat(client.read().status()).isEqualTo(400);
        assertThat(client.isClosedByPeer()).isTrue();
        assertThat(origin.requests()).hasSize(1);
    }

    @Test
    void whatFollowsAClosingRequestIsNotServed() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("last"));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.of("GET", "/1", "Connection: close") + RequestText.get("/2"));

        assertThat(client.read().body()).isEqualTo("last");
        assertThat(client.isClosedByPeer()).isTrue();
        assertThat(origin.requests()).hasSize(1);
    }
}
