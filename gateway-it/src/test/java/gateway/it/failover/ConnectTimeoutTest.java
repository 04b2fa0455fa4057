package gateway.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.http.FailureReason;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ResponseText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import gateway.it.fixture.SilentPort;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConnectTimeoutTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @ParameterizedTest
    @ValueSource(strings = {"GET", "POST"})
    void spillsToTheNextBackendWhateverTheMethod(String method) throws Exception {
        ScriptedOrigin good = gateway.origin(Script.answering(request -> ResponseText.of(200, request.body())));
        gateway.with("timeouts: { connect: 200ms }")
                .withPool("passive_health: off")
                .proxyTo(gateway.closing(SilentPort.open()).address(), good.address());
        RawClient client = gateway.client();

        for (int i = 0; i < 2; i++) {
            assertThat(client.send(RequestText.withBody(method, "/", "data"))
                            .read()
                            .body())
                    .isEqualTo("data");
        }
        assertThat(gateway.attemptFailures()).isNotEmpty().containsOnly(FailureReason.CONNECT_TIMEOUT);
    }
}
