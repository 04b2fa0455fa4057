package gateway.it.limits;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BodyLimitTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension().with("limits: { body_size: 1KiB }");

    @Test
    void aBodyOfTheLimitPasses() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.withBody("POST", "/", "x".repeat(1024)));
        assertThat(client.read().status()).isEqualTo(200);
        client.send(RequestText.of("POST", "/", "Transfer-Encoding: chunked") + RequestText.chunked("x".repeat(1024)));
        assertThat(client.read().status()).isEqualTo(200);
    }

    @Test
    void aLongerOneIsRefusedBeforeTheBackendSeesIt() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.of("POST", "/", "Content-Length: 1025", "Expect: 100-continue"));

        assertThat(client.read().status()).isEqualTo(413);
        assertThat(origin.requests()).isEmpty();
    }

    @Test
    void chunksBeyondTheLimitAreRefused() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.of("POST", "/", "Transfer-Encoding: chunked")
                + RequestText.chunked("x".repeat(1000), "x".repeat(1000)));

        assertThat(client.read().status()).isEqualTo(413);
        assertThat(client.isClosedByPeer()).isTrue();
        assertThat(origin.requests()).noneMatch(request -> request.bodyComplete());
    }
}
