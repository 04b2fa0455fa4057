package gateway.it.websocket;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gateway.core.http.FailureReason;
import gateway.it.fixture.FinishedExchange;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.OriginRequest;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ResponseText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UpgradeTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void bytesPassBothWaysAfterThe101() throws Exception {
        ScriptedOrigin origin = gateway.origin(Handshake.echo());
        RawClient client = gateway.proxyTo(origin).client();

        RawResponse answer = client.send(Handshake.REQUEST).read();
        client.send("no HTTP\r\n\r\n\0\1");

        assertThat(answer.status()).isEqualTo(101);
        assertThat(answer.headers("Upgrade")).containsExactly("websocket");
        assertThat(answer.headers("Connection")).containsExactly("upgrade");
        assertThat(answer.header("Sec-WebSocket-Accept")).isEqualTo("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=");
        assertThat(answer.has("X-Request-ID")).isTrue();
        assertThat(text(client, 13)).isEqualTo("no HTTP\r\n\r\n\0\1");
    }

    @Test
    void theBackendGetsTheHandshake() throws Exception {
        ScriptedOrigin origin = gateway.origin(Handshake.echo());
        RawClient client = gateway.proxyTo(origin).client();

        client.send(Handshake.REQUEST).read();

        OriginRequest request = origin.request();
        assertThat(request.headers("Upgrade")).containsExactly("websocket");
        assertThat(request.headers("Connection")).containsExactly("upgrade");
        assertThat(request.header("Sec-WebSocket-Key")).isEqualTo("dGhlIHNhbXBsZSBub25jZQ==");
        assertThat(request.header("Sec-WebSocket-Version")).isEqualTo("13");
    }

    @Test
    void theExchangeEndsWithItsBytesWhenBothSidesHaveEnded() throws Exception {
        ScriptedOrigin origin = gateway.origin(Handshake.then(connection -> {
            connection.readBytes(5);
            connection.send("12345678");
        }));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(Handshake.REQUEST).read();
        client.send("hello");
        assertThat(client.readToEnd()).isEqualTo("12345678");
        assertThat(gateway.running().inFlight()).isEqualTo(1);
        client.close();

        FinishedExchange finished = gateway.awaitFinished(1).get(0);
        assertThat(finished.status()).isEqualTo(101);
        assertThat(finished.reason()).isNull();
        assertThat(finished.requestBytes()).isEqualTo(5);
        assertThat(finished.responseBytes()).isEqualTo(8);
    }

    @Test
    void bytesThatCameBeforeThe101AreNotLost() throws Exception {
        ScriptedOrigin origin = gateway.origin(Handshake.echo());
        RawClient client = gateway.proxyTo(origin).client();

        client.send(Handshake.REQUEST + "GET / HTTP/1.1\r\nfirst");

        assertThat(client.read().status()).isEqualTo(101);
        assertThat(text(client, 21)).isEqualTo("GET / HTTP/1.1\r\nfirst");
    }

    @Test
    void bytesThatCameWithThe101AreNotLost() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection.send(Handshake.ANSWER + "HTTP/1.1 200 OK\r\nfirst").stall();
        });
        RawClient client = gateway.proxyTo(origin).client();

        client.send(Handshake.REQUEST);

        assertThat(client.read().status()).isEqualTo(101);
        assertThat(text(client, 22)).isEqualTo("HTTP/1.1 200 OK\r\nfirst");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7})
    void everySplitOfBothSidesIsTheSame(int size) throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            for (byte each : (Handshake.ANSWER + "early").getBytes(ISO_8859_1)) {
                connection.send(new byte[] {each});
            }
            connection.send(connection.readBytes(4)).stall();
        });
        RawClient client = gateway.proxyTo(origin).client();

        client.sendInPieces((Handshake.REQUEST + "late").getBytes(ISO_8859_1), size);

        assertThat(client.read().status()).isEqualTo(101);
        assertThat(text(client, 9)).isEqualTo("earlylate");
    }

    @Test
    void pipelinedRequestsBeforeTheUpgradeAreServedFirst() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            for (int i = 0; i < 2; i++) {
                connection.readRequest();
                connection.respond(200, "plain");
            }
            connection.readRequest();
            connection.send(Handshake.ANSWER).send(connection.readBytes(3)).stall();
        });
        RawClient client = gateway.onLoops(1).proxyTo(origin).client();

        client.send(RequestText.get("/a") + RequestText.get("/b") + Handshake.REQUEST + "raw");

        assertThat(client.read().body()).isEqualTo("plain");
        assertThat(client.read().body()).isEqualTo("plain");
        assertThat(client.read().status()).isEqualTo(101);
        assertThat(text(client, 3)).isEqualTo("raw");
    }

    @Test
    void anyOtherAnswerIsAnOrdinaryOne() throws Exception {
        ScriptedOrigin origin = gateway.origin(
                Script.answering(request -> ResponseText.of(request.has("Upgrade") ? 426 : 200, request.target())));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(Handshake.REQUEST + RequestText.get("/b") + RequestText.withBody("POST", "/c", "data"));
        List<String> bodies = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            bodies.add(client.read().body());
        }
        bodies.add(client.send(Handshake.REQUEST).read().body());
        bodies.add(client.send(RequestText.get("/d")).read().body());

        assertThat(bodies).containsExactly("/chat", "/b", "/c", "/chat", "/d");
    }

    @Test
    void aPartOfAHeadBehindARefusedUpgradeIsTheNextRequest() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("plain"));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(Handshake.REQUEST + "GET /ne");
        assertThat(client.read().body()).isEqualTo("plain");
        client.send("xt HTTP/1.1\r\nHost: x\r\n\r\n");

        assertThat(client.read().body()).isEqualTo("plain");
        assertThat(origin.requests()).extracting(OriginRequest::target).containsExactly("/chat", "/next");
    }

    @Test
    void aPartOfAHeadBehindARefusedUpgradeHasItsTime() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("plain"));
        RawClient client =
                gateway.with("timeouts: { client_head: 300ms }").proxyTo(origin).client();

        client.send(Handshake.REQUEST + "GET /ne");

        assertThat(client.read().body()).isEqualTo("plain");
        assertThat(client.read().status()).isEqualTo(408);
    }

    @Test
    void a101ToAnotherProtocolIsMalformed() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection.send(Handshake.ANSWER.replace("websocket", "foo"));
        });
        RawClient client =
                gateway.with("limits: { max_concurrent: 5 }").proxyTo(origin).client();

        assertThat(client.send(Handshake.REQUEST).read().status()).isEqualTo(502);
        assertThat(gateway.awaitFinished(1).get(0).reason()).isEqualTo(FailureReason.MALFORMED_RESPONSE);
    }

    @Test
    void a101ThatNobodyAskedForIsMalformed() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection.send(Handshake.ANSWER);
        });
        RawClient client = gateway.proxyTo(origin).client();

        assertThat(client.get("/").status()).isEqualTo(502);
    }

    @Test
    void anUpgradeWithABodyGoesOnAsPlainHttp() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("plain"));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.withBody("GET", "/", "data", "Connection: upgrade", "Upgrade: websocket")
                + RequestText.get("/next"));

        assertThat(client.read().body()).isEqualTo("plain");
        assertThat(client.read().body()).isEqualTo("plain");
        assertThat(origin.requests())
                .extracting(request -> request.has("Upgrade"))
                .containsExactly(false, false);
    }

    @Test
    void anUpgradeThatConnectionDoesNotNameIsIgnored() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("plain"));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.of("GET", "/", "Upgrade: websocket"));

        assertThat(client.read().body()).isEqualTo("plain");
        assertThat(origin.request().has("Upgrade")).isFalse();
    }

    @Test
    void anotherProtocolPassesWhereItIsNamed() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 101 x\r\nConnection: Upgrade\r\nUpgrade: SPDY/3.1\r\n\r\n");
            connection.send(connection.readBytes(2)).stall();
        });
        RawClient client =
                gateway.start(routeText(origin, "upgrades: [SPDY/3.1]")).client();

        client.send(RequestText.of("POST", "/exec", "Connection: Upgrade", "Upgrade: spdy/3.1", "Content-Length: 0"));

        assertThat(client.read().status()).isEqualTo(101);
        assertThat(text(client.send("ab"), 2)).isEqualTo("ab");
    }

    @Test
    void whereUpgradesAreOffTheRequestIsPlain() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("plain"));
        RawClient client = gateway.start(routeText(origin, "upgrades: off")).client();

        client.send(Handshake.REQUEST + RequestText.get("/next"));

        assertThat(client.read().body()).isEqualTo("plain");
        assertThat(client.read().body()).isEqualTo("plain");
        assertThat(origin.requests()).extracting(OriginRequest::target).containsExactly("/chat", "/next");
        assertThat(origin.requests().get(0).has("Upgrade")).isFalse();
    }

    @Test
    void aTunnelHoldsItsConnectionOpenInTheCounts() throws Exception {
        ScriptedOrigin origin = gateway.origin(Handshake.echo());
        RawClient client = gateway.proxyTo(origin).client();

        client.send(Handshake.REQUEST).read();

        await().until(() -> gateway.running().inFlight() == 1);
        assertThat(gateway.running().pools().get(0).backends().get(0).inFlight())
                .isEqualTo(1);
        assertThat(gateway.running().pools().get(0).backends().get(0).stats().active())
                .isEqualTo(1);
    }

    static String routeText(ScriptedOrigin origin, String line) {
        return """
                listeners: { http: { bind: "127.0.0.1:0" } }
                hosts:
                  - names: ["*"]
                    routes: [{ name: r, pool: main, %s }]
                pools: { main: ["%s"] }
                """.formatted(line, origin.address());
    }

    static String text(RawClient client, int count) throws Exception {
        return new String(client.readBytes(count), ISO_8859_1);
    }
}
