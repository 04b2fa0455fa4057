package gateway.it.http1;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.ResponseText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ChunkedAnswerToOldClientTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @ParameterizedTest
    @ValueSource(strings = {"", "Connection: keep-alive\r\n"})
    void isDelimitedByClose(String connectionField) throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.answering(request -> ResponseText.chunked("streamed")));
        RawClient client = gateway.proxyTo(origin).client();

        client.send("GET / HTTP/1.0\r\nHost: x\r\n" + connectionField + "\r\n");
        RawResponse response = client.read();

        assertThat(response.has("Transfer-Encoding")).isFalse();
        assertThat(response.closeDelimited()).isTrue();
        assertThat(response.body()).isEqualTo("streamed");
        assertThat(response.headers("Connection")).doesNotContain("keep-alive");
    }
}
