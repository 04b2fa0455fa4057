package gateway.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RefusingPort;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ResponseText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectRefusedTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST", "PATCH", "DELETE"})
    void spillsToTheNextBackendWhateverTheMethod(String method) throws Exception {
        ScriptedOrigin good = gateway.origin(Script.answering(request -> ResponseText.of(200, request.body())));
        gateway.withPool("passive_health: off")
                .proxyTo(gateway.closing(RefusingPort.take()).address(), good.address());
        RawClient client = gateway.client();

        for (int i = 0; i < 6; i++) {
            assertThat(client.send(RequestText.withBody(method, "/", "data" + i))
                            .read()
                            .body())
                    .isEqualTo("data" + i);
        }
        assertThat(good.requests()).hasSize(6);
        assertThat(gateway.attemptFailures()).isNotEmpty();
    }

    @Test
    void twoOfThreeMayRefuse() throws Exception {
        ScriptedOrigin good = gateway.origin(Script.saying("good"));
        gateway.withPool("passive_health: off")
                .proxyTo(
                        gateway.closing(RefusingPort.take()).address(),
                        gateway.closing(RefusingPort.take()).address(),
                        good.address());
        RawClient client = gateway.client();

        for (int i = 0; i < 6; i++) {
            assertThat(client.get("/").body()).isEqualTo("good");
        }
    }

    @Test
    void aChunkedUploadGoesToTheNextBackendWhole() throws Exception {
        ScriptedOrigin good = gateway.origin(Script.saying("good"));
        gateway.withPool("passive_health: off")
                .proxyTo(gateway.closing(RefusingPort.take()).address(), good.address());
        RawClient client = gateway.client();

        String body = "x".repeat(20_000);
        for (int i = 0; i < 2; i++) {
            client.send(RequestText.of("POST", "/", "Transfer-Encoding: chunked") + RequestText.chunked(body, body));
            assertThat(client.read().body()).isEqualTo("good");
        }

        assertThat(good.requests())
                .allSatisfy(request -> assertThat(request.body()).isEqualTo(body + body));
    }

    @Test
    void theNextBackendIsToldWhichTryItIs() throws Exception {
        ScriptedOrigin good = gateway.origin(Script.saying("good"));
        gateway.withPool("passive_health: off")
                .proxyTo(gateway.closing(RefusingPort.take()).address(), good.address());
        RawClient client = gateway.client();

        client.get("/");
        client.get("/");

        // Where the round begins is random; one of two requests begins at the backend that refuses.
        assertThat(good.requests())
                .extracting(request -> request.header("X-Gateway-Attempt"))
                .containsExactlyElementsOf(gateway.awaitFinished(2).stream()
                        .map(exchange -> exchange.attempts() == 1 ? null : "" + exchange.attempts())
                        .toList())
                .contains("2");
    }
}
