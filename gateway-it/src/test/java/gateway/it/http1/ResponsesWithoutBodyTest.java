package gateway.it.http1;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ResponsesWithoutBodyTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nContent-Length: 1234\r\n\r\n",
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 1234\r\n\r\n",
            })
    void headKeepsItsFieldsAndTheConnection(String response) throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.answering(request -> response));
        RawClient client = gateway.proxyTo(origin).client();

        for (int i = 0; i < 2; i++) {
            RawResponse answer = client.send(RequestText.of("HEAD", "/")).read("HEAD");
            assertThat(answer.headers("Content-Length").equals(java.util.List.of("1234")))
                    .isEqualTo(response.contains("1234"));
        }
        assertThat(client.isSilentFor(java.time.Duration.ofMillis(50))).isTrue();
        assertThat(origin.connections()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 204 No Content\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nETag: \"1\"\r\n\r\n",
                "HTTP/1.1 304 Not Modified\r\nContent-Length: 99\r\n\r\n",
            })
    void noContentAndNotModifiedEndWithTheirHead(String response) throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.answering(request -> response));
        RawClient client = gateway.proxyTo(origin).client();

        for (int i = 0; i < 2; i++) {
            RawResponse answer = client.get("/");
            assertThat(answer.body()).isEmpty();
            assertThat(answer.has("Transfer-Encoding")).isFalse();
        }
        assertThat(client.isSilentFor(java.time.Duration.ofMillis(50))).isTrue();
        assertThat(origin.connections()).isEqualTo(1);
    }

    @Test
    void noContentNeverHasALength() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.answering(request -> "HTTP/1.1 204 No Content\r\n\r\n"));
        RawClient client = gateway.proxyTo(origin).client();

        assertThat(client.get("/").has("Content-Length")).isFalse();
    }

    @Test
    void aBodyAfterTheHeadOfAHeadResponseIsDroppedAndItsConnectionClosed() throws Exception {
        ScriptedOrigin origin =
                gateway.origin(Script.answering(request -> "HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nevil"));
        RawClient client = gateway.proxyTo(origin).client();

        assertThat(client.send(RequestText.of("HEAD", "/1")).read("HEAD").status())
                .isEqualTo(200);
        assertThat(client.get("/2").body()).isEqualTo("evil");

        assertThat(origin.connections()).isEqualTo(2);
    }
}
