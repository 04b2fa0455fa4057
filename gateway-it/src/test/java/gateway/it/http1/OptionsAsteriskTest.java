package gateway.it.http1;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class OptionsAsteriskTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void isAnsweredHere() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("backend"));
        RawClient client = gateway.proxyTo(origin).client();

        assertThat(client.send(RequestText.of("OPTIONS", "*")).read().status()).isIn(200, 204);
        assertThat(client.get("/").body()).isEqualTo("backend");

        assertThat(origin.requests()).hasSize(1);
    }
}
