package gateway.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.OriginRequest;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class GarbageResponsesTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void areABadGatewayAndDoNotHurtTheClientsConnection() throws Exception {
        Map<String, String> responses = responses();
        ScriptedOrigin origin = gateway.origin(connection -> {
            OriginRequest request = connection.readRequest();
            if (request != null) {
                connection.send(responses.getOrDefault(request.target().substring(1), ""));
            }
        });
        RawClient client = gateway.with("timeouts: { response_head: 3s }")
                .withPool("passive_health: off")
                .proxyTo(origin)
                .client();

        Map<String, String> wrong = new LinkedHashMap<>();
        for (String name : responses.keySet()) {
            RawResponse answer =
                    client.send(RequestText.withBody("POST", "/" + name, "x")).readEvenIfCut();
            if (answer.status() != 502 || !answer.complete()) {
                wrong.put(name, answer.toString());
                client = gateway.client();
            }
        }

        assertThat(wrong).isEmpty();
        assertThat(origin.requests()).hasSize(responses.size());
    }

    /** RFC 9112 section 5.1: a proxy removes it from responses. */
    @Test
    void aBlankBeforeAColonIsRemoved() throws Exception {
        ScriptedOrigin origin = gateway.origin(
                Script.answering(request -> "HTTP/1.1 200 OK\r\nX-A : b\r\nContent-Length : 1\r\n\r\nx"));
        RawClient client = gateway.proxyTo(origin).client();

        RawResponse response = client.get("/");

        assertThat(response.status()).isIn(200, 502);
        assertThat(response.status() == 502 || "b".equals(response.header("X-A")))
                .isTrue();
    }

    private static Map<String, String> responses() {
        Map<String, String> responses = new LinkedHashMap<>();
        responses.put("http09", "<html>no head</html>\r\n");
        responses.put("another-protocol", "SSH-2.0-OpenSSH_9.2\r\n\r\n");
        responses.put("binary", "\u0000\u0001\u0002\u0003\r\n\r\n");
        responses.put("version-2", "HTTP/2.0 200 OK\r\nContent-Length: 0\r\n\r\n");
        responses.put("version-1.7", "HTTP/1.7 200 OK\r\nContent-Length: 0\r\n\r\n");
        responses.put("status-99", "HTTP/1.1 99 Low\r\nContent-Length: 0\r\n\r\n");
        responses.put("status-1000", "HTTP/1.1 1000 High\r\nContent-Length: 0\r\n\r\n");
        responses.put("status-000", "HTTP/1.1 000 Zero\r\nContent-Length: 0\r\n\r\n");
        responses.put("status-600", "HTTP/1.1 600 High\r\nContent-Length: 0\r\n\r\n");
        responses.put("status-text", "HTTP/1.1 OK\r\nContent-Length: 0\r\n\r\n");
        responses.put("two-lengths", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\nab");
        responses.put("bad-length", "HTTP/1.1 200 OK\r\nContent-Length: abc\r\n\r\n");
        responses.put("empty-length", "HTTP/1.1 200 OK\r\nContent-Length: \r\n\r\n");
        responses.put("negative-length", "HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\n");
        responses.put("huge-length", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\n");
        responses.put("NUL-in-value", "HTTP/1.1 200 OK\r\nX-A: b\u0000c\r\nContent-Length: 0\r\n\r\n");
        responses.put("head-of-100-KB", "HTTP/1.1 200 OK\r\nX-A: " + "x".repeat(100_000) + "\r\n\r\n");
        responses.put("cut-head", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n");
        responses.put("nothing", "");
        return responses;
    }
}
