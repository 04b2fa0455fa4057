package gateway.it.http1;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ResponseText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class InterimResponsesTest {
    private static final String HINTS = "HTTP/1.1 103 Early Hints\r\nLink: </s.css>; rel=preload\r\n\r\n";

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void earlyHintsPass() throws Exception {
        ScriptedOrigin origin = gateway.origin(after(HINTS + HINTS));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.get("/"));
        RawResponse hints = client.read();
        assertThat(hints.status()).isEqualTo(103);
        assertThat(hints.header("Link")).isEqualTo("</s.css>; rel=preload");
        assertThat(client.read().status()).isEqualTo(103);
        assertThat(client.read().body()).isEqualTo("final");
        assertThat(client.send(RequestText.get("/")).read().status()).isEqualTo(103);
    }

    @Test
    void earlyHintsDoNotReachAnOldClient() throws Exception {
        ScriptedOrigin origin = gateway.origin(after(HINTS));
        RawClient client = gateway.proxyTo(origin).client();

        assertThat(client.send("GET / HTTP/1.0\r\nHost: x\r\n\r\n").read().body())
                .isEqualTo("final");
    }

    @Test
    void aContinueThatNobodyAskedForIsDropped() throws Exception {
        ScriptedOrigin origin = gateway.origin(after("HTTP/1.1 100 Continue\r\n\r\n"));
        RawClient client = gateway.proxyTo(origin).client();

        assertThat(client.get("/").body()).isEqualTo("final");
        assertThat(client.send(RequestText.withBody("POST", "/", "data")).read().body())
                .isEqualTo("final");
    }

    @Test
    void othersAreDropped() throws Exception {
        ScriptedOrigin origin =
                gateway.origin(after("HTTP/1.1 102 Processing\r\n\r\nHTTP/1.1 199 What\r\nX-A: b\r\n\r\n"));
        RawClient client = gateway.proxyTo(origin).client();

        assertThat(client.get("/").body()).isEqualTo("final");
        assertThat(client.get("/").body()).isEqualTo("final");
    }

    @Test
    void sixteenAreTaken() throws Exception {
        ScriptedOrigin origin = gateway.origin(after("HTTP/1.1 102 Processing\r\n\r\n".repeat(16)));
        RawClient client = gateway.proxyTo(origin).client();

        assertThat(client.get("/").body()).isEqualTo("final");
    }

    @Test
    void seventeenAreTooMany() throws Exception {
        ScriptedOrigin origin = gateway.origin(after("HTTP/1.1 102 Processing\r\n\r\n".repeat(17)));
        RawClient client = gateway.proxyTo(origin).client();

        assertThat(client.get("/").status()).isEqualTo(502);
    }

    @Test
    void aSwitchOfProtocolsThatNobodyAskedForIsABadAnswer() throws Exception {
        ScriptedOrigin origin = gateway.origin(
                after("HTTP/1.1 101 Switching Protocols\r\nConnection: Upgrade\r\nUpgrade: evil\r\n\r\n"));
        RawClient client = gateway.proxyTo(origin).client();

        assertThat(client.get("/").status()).isEqualTo(502);
    }

    private static Script after(String interim) {
        return Script.answering(request -> interim + ResponseText.of(200, "final"));
    }
}
