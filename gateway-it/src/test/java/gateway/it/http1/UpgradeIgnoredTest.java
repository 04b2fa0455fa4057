package gateway.it.http1;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** HTTP/2 is no upgrade that a backend may see: it would hide requests from the gateway. */
class UpgradeIgnoredTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void anUpgradeToHttp2LeavesNoTrace() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("plain"));
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.of(
                "GET", "/", "Connection: Upgrade, HTTP2-Settings", "Upgrade: h2c", "HTTP2-Settings: AAMAAABk"));

        assertThat(client.read().body()).isEqualTo("plain");
        assertThat(origin.request().has("Upgrade")).isFalse();
        assertThat(origin.request().has("HTTP2-Settings")).isFalse();
    }
}
