package gateway.it.errors;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.http.FailureReason;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.OriginConnection;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RefusingPort;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.SilentPort;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One test for each row of the failure table; all look at the whole answer. */
class OwnAnswersTest {
    private static final String MARK = "REFLECTED";

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void malformedRequest() throws Exception {
        RawClient client = gateway.proxyTo(gateway.origin(Script.saying("x"))).client();

        RawResponse answer =
                client.send("GET /" + MARK + "%zz HTTP/1.1\r\nHost: x\r\n\r\n").read();

        expectOwnAnswer(answer, 400, "http_request_error");
        assertThat(answer.header("Connection")).isEqualToIgnoringCase("close");
        assertThat(client.isClosedByPeer()).isTrue();
    }

    @Test
    void noHostMatches() throws Exception {
        gateway.start("""
                listeners: { http: { bind: "127.0.0.1:0" } }
                hosts: [{ names: [known.example.com], pool: main }]
                pools: { main: { backends: ["127.0.0.1:1"] } }
                """);
        RawClient client = gateway.client();

        RawResponse answer =
                client.send(RequestText.get("/" + MARK + "?" + MARK)).read();

        expectOwnAnswer(answer, 404, "destination_not_found");
        assertThat(gateway.awaitFinished(1).get(0).reason()).isEqualTo(FailureReason.NO_ROUTE);
        assertThat(client.get("/again").status()).isEqualTo(404);
    }

    @Test
    void slowHead() throws Exception {
        RawClient client = gateway.with("timeouts: { client_head: 300ms }")
                .proxyTo(gateway.origin(Script.saying("x")))
                .client();

        RawResponse answer = client.send("GET /" + MARK).read();

        assertThat(answer.status()).isEqualTo(408);
        expectCommonFields(answer);
        assertThat(client.isClosedByPeer()).isTrue();
    }

    @Test
    void bodyTooLarge() throws Exception {
        RawClient client = gateway.with("limits: { body_size: 1KiB }")
                .proxyTo(gateway.origin(Script.saying("x")))
                .client();

        RawResponse answer = client.send(RequestText.withBody("POST", "/" + MARK, "x".repeat(1025)))
                .read();

        expectOwnAnswer(answer, 413, "http_request_error");
    }

    @Test
    void targetTooLong() throws Exception {
        RawClient client = gateway.proxyTo(gateway.origin(Script.saying("x"))).client();

        RawResponse answer =
                client.send(RequestText.get("/" + MARK + "x".repeat(17_000))).read();

        expectOwnAnswer(answer, 414, "http_request_error");
        assertThat(client.isClosedByPeer()).isTrue();
    }

    @Test
    void headTooLarge() throws Exception {
        RawClient client = gateway.proxyTo(gateway.origin(Script.saying("x"))).client();

        RawResponse answer = client.send(RequestText.of("GET", "/", "X-Long: " + MARK + "x".repeat(17_000)))
                .read();

        expectOwnAnswer(answer, 431, "http_request_error");
        assertThat(client.isClosedByPeer()).isTrue();
    }

    @Test
    void everyConnectIsRefused() throws Exception {
        RawClient client =
                gateway.proxyTo(gateway.closing(RefusingPort.take()).address()).client();

        RawResponse answer = client.get("/" + MARK);

        expectOwnAnswer(answer, 502, "connection_refused");
        assertThat(gateway.awaitFinished(1).get(0).reason()).isEqualTo(FailureReason.CONNECT_REFUSED);
        assertThat(client.get("/again").status()).isEqualTo(502);
    }

    @Test
    void closedBeforeTheHead() throws Exception {
        RawClient client =
                gateway.proxyTo(gateway.origin(OriginConnection::readRequest)).client();

        RawResponse answer =
                client.send(RequestText.withBody("POST", "/" + MARK, MARK)).read();

        expectOwnAnswer(answer, 502, "connection_terminated");
        assertThat(gateway.awaitFinished(1).get(0).reason()).isEqualTo(FailureReason.CLOSED_BEFORE_RESPONSE);
    }

    @Test
    void malformedResponse() throws Exception {
        RawClient client = gateway.proxyTo(gateway.origin(connection -> {
                    connection.readRequest();
                    connection.send(MARK + "\r\n\r\n");
                }))
                .client();

        RawResponse answer = client.send(RequestText.withBody("POST", "/", "x")).read();

        expectOwnAnswer(answer, 502, "http_protocol_error");
        assertThat(gateway.awaitFinished(1).get(0).reason()).isEqualTo(FailureReason.MALFORMED_RESPONSE);
    }

    @Test
    void noConnectInTime() throws Exception {
        RawClient client = gateway.with("timeouts: { connect: 300ms }")
                .proxyTo(gateway.closing(SilentPort.open()).address())
                .client();

        RawResponse answer = client.get("/" + MARK);

        expectOwnAnswer(answer, 504, "connection_timeout");
        assertThat(gateway.awaitFinished(1).get(0).reason()).isEqualTo(FailureReason.CONNECT_TIMEOUT);
    }

    @Test
    void noResponseInTime() throws Exception {
        RawClient client = gateway.with("timeouts: { response_head: 300ms }")
                .proxyTo(gateway.origin(connection -> {
                    connection.readRequest();
                    connection.stall();
                }))
                .client();

        RawResponse answer = client.get("/" + MARK);

        expectOwnAnswer(answer, 504, "http_response_timeout");
        assertThat(gateway.awaitFinished(1).get(0).reason()).isEqualTo(FailureReason.RESPONSE_TIMEOUT);
    }

    @Test
    void tooManyAtOnce() throws Exception {
        gateway.with("limits: { max_concurrent: 1 }").proxyTo(gateway.origin(connection -> {
            connection.readRequest();
            connection.stall();
        }));
        gateway.client().send(RequestText.get("/first"));
        org.awaitility.Awaitility.await().until(() -> gateway.running().inFlight() == 1);

        RawResponse answer = gateway.client().get("/" + MARK);

        expectOwnAnswer(answer, 503, "connection_limit_reached");
        assertThat(answer.header("Retry-After")).matches("\\d+");
    }

    @Test
    void optionsOfTheServerAreAnsweredWithoutABackend() throws Exception {
        RawClient client =
                gateway.proxyTo(gateway.closing(RefusingPort.take()).address()).client();

        RawResponse answer =
                client.send("OPTIONS * HTTP/1.1\r\nHost: x\r\n\r\n").read("OPTIONS");

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.header("Allow")).contains("GET", "POST", "OPTIONS");
        assertThat(answer.header("Content-Length")).isEqualTo("0");
        assertThat(answer.has("Proxy-Status")).isFalse();
        assertThat(gateway.awaitFinished(1).get(0).reason()).isNull();
        assertThat(client.send("OPTIONS http://x HTTP/1.1\r\nHost: x\r\n\r\n")
                        .read("OPTIONS")
                        .status())
                .isEqualTo(200);
    }

    @Test
    void onHeadThereIsTheLengthButNoBody() throws Exception {
        RawClient client =
                gateway.proxyTo(gateway.closing(RefusingPort.take()).address()).client();

        RawResponse answer = client.send(RequestText.of("HEAD", "/")).read("HEAD");

        assertThat(answer.status()).isEqualTo(502);
        assertThat(answer.has("Date")).isTrue();
        assertThat(Integer.parseInt(Objects.requireNonNull(answer.header("Content-Length"))))
                .isPositive();
        assertThat(client.isSilentFor(java.time.Duration.ofMillis(100))).isTrue();
        assertThat(client.get("/").status()).isEqualTo(502);
    }

    @Test
    void problemJsonForThoseWhoAcceptIt() throws Exception {
        RawClient client =
                gateway.proxyTo(gateway.closing(RefusingPort.take()).address()).client();

        for (String accepted :
                new String[] {"application/problem+json", "application/json", "application/json;q=0.5, */*;q=0.1"}) {
            RawResponse answer = client.send(RequestText.of("GET", "/" + MARK, "Accept: " + accepted))
                    .read();

            assertThat(answer.header("Content-Type")).as(accepted).startsWith("application/problem+json");
            assertThat(answer.body())
                    .contains("\"status\":502")
                    .contains("upstream.connect.refused")
                    .contains(Objects.requireNonNull(answer.header("X-Request-ID")))
                    .doesNotContain(MARK);
        }
    }

    private static void expectOwnAnswer(RawResponse answer, int status, String proxyStatus) {
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Proxy-Status")).contains("error=" + proxyStatus);
        expectCommonFields(answer);
    }

    private static void expectCommonFields(RawResponse answer) {
        assertThat(Instant.from(
                        DateTimeFormatter.RFC_1123_DATE_TIME.parse(Objects.requireNonNull(answer.header("Date")))))
                .isBetween(Instant.now().minusSeconds(10), Instant.now().plusSeconds(2));
        assertThat(answer.header("Content-Type")).startsWith("text/");
        assertThat(answer.body()).isNotEmpty().contains(Objects.requireNonNull(answer.header("X-Request-ID")));
        assertThat(answer.toString()).doesNotContain(MARK);
    }
}
