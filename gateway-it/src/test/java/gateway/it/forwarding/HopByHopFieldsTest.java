package gateway.it.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.OriginRequest;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ResponseText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HopByHopFieldsTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void ofTheRequestStayHere() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.of(
                        "GET",
                        "/",
                        "Connection: keep-alive, X-Listed",
                        "Connection: x-also-listed",
                        "X-Listed: 1",
                        "X-Also-Listed: 2",
                        "X-Kept: 3",
                        "Keep-Alive: timeout=5",
                        "Proxy-Connection: keep-alive",
                        "TE: trailers, deflate"))
                .read();

        OriginRequest request = origin.request();
        assertThat(request.has("X-Listed")).isFalse();
        assertThat(request.has("X-Also-Listed")).isFalse();
        assertThat(request.has("Keep-Alive")).isFalse();
        assertThat(request.has("Proxy-Connection")).isFalse();
        assertThat(request.header("X-Kept")).isEqualTo("3");
        assertThat(request.headers("TE")).noneMatch(value -> value.contains("deflate"));
        assertThat(request.headers("Connection")).noneMatch(value -> value.contains("isted"));
    }

    @Test
    void ofTheResponseStayHere() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.answering(request -> ResponseText.of(
                200,
                "ok",
                "Connection: X-Listed",
                "X-Listed: 1",
                "Keep-Alive: timeout=5",
                "Proxy-Connection: keep-alive",
                "Upgrade: h2c",
                "X-Kept: 2")));
        RawClient client = gateway.proxyTo(origin).client();

        RawResponse response = client.get("/");

        assertThat(response.has("X-Listed")).isFalse();
        assertThat(response.has("Keep-Alive")).isFalse();
        assertThat(response.has("Proxy-Connection")).isFalse();
        assertThat(response.has("Upgrade")).isFalse();
        assertThat(response.has("Connection")).isFalse();
        assertThat(response.header("X-Kept")).isEqualTo("2");
    }

    @Test
    void framingFieldsCannotBeListedAway() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.answering(request ->
                ResponseText.of(200, "ok", "Connection: Content-Length, Content-Type", "Content-Type: a/b")));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.withBody(
                "POST",
                "/",
                "GET /smuggled HTTP/1.1\r\n\r\n",
                "Connection: Content-Length, Host, Content-Type",
                "Content-Type: text/plain"));
        RawResponse response = client.read();

        assertThat(origin.request().header("Content-Length")).isEqualTo("26");
        assertThat(origin.request().header("Host")).isEqualTo("shop.example.com");
        assertThat(origin.request().header("Content-Type")).isEqualTo("text/plain");
        assertThat(response.header("Content-Length")).isEqualTo("2");
        assertThat(response.header("Content-Type")).isEqualTo("a/b");
    }

    @Test
    void aWishForTrailersPasses() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.of("GET", "/", "TE: trailers", "Connection: TE"))
                .read();

        assertThat(origin.request().header("TE")).isEqualTo("trailers");
    }
}
