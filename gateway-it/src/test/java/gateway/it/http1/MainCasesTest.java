package gateway.it.http1;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.GatewayConfig.TransportChoice;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RefusingPort;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ResponseText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What must work on every transport with every number of loops. */
class MainCasesTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @ParameterizedTest
    @CsvSource({"EPOLL, 1", "EPOLL, 2", "EPOLL, 8", "NIO, 1", "NIO, 2", "NIO, 8"})
    void workEverywhere(TransportChoice transport, int loops) throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.answering(request -> {
            String answer = request.target().startsWith("/chunked")
                    ? ResponseText.chunked(request.body())
                    : ResponseText.of(200, request.body());
            return request.method().equals("HEAD") ? answer.substring(0, answer.indexOf("\r\n\r\n") + 4) : answer;
        }));
        gateway.on(transport, loops)
                .proxyTo(gateway.closing(RefusingPort.take()).address(), origin.address());
        assertThat(gateway.running().runtime().transport())
                .isEqualTo(transport.name().toLowerCase(Locale.ROOT));
        assertThat(gateway.running().runtime().loops()).isEqualTo(loops);

        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < 10; i++) {
            clients.add(gateway.client());
        }
        String body = "x".repeat(100_000);
        for (RawClient client : clients) {
            assertThat(client.get("/").status()).isEqualTo(200);
            assertThat(client.send(RequestText.of("HEAD", "/")).read("HEAD").status())
                    .isEqualTo(200);
            assertThat(client.send(RequestText.withBody("POST", "/", body))
                            .read()
                            .body())
                    .isEqualTo(body);
            client.send(RequestText.of("POST", "/chunked", "Transfer-Encoding: chunked")
                    + RequestText.chunked(body, "end"));
            assertThat(client.read().body()).isEqualTo(body + "end");
            client.send(RequestText.withBody("PUT", "/1", "1") + RequestText.withBody("PUT", "/chunked", "2"));
            assertThat(client.read(2)).extracting(RawResponse::body).containsExactly("1", "2");
        }
    }
}
