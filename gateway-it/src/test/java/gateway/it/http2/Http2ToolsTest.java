package gateway.it.http2;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import gateway.it.process.Command;
import gateway.it.process.NeedsTools;
import java.net.InetSocketAddress;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The conformance suite h2spec, and clients of other makers, against HTTP/2 without TLS and a live backend. */
class Http2ToolsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(100);

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    @NeedsTools("h2spec")
    void h2specPassesStrictly() throws Exception {
        String report =
                Command.run(PATIENCE, "h2spec", "--host", "127.0.0.1", "--port", port(), "--strict", "--timeout", "5");

        assertThat(report).contains("146 tests, 146 passed, 0 skipped, 0 failed");
    }

    @Test
    @NeedsTools("curl")
    void curlGetsItsAnswerOverHttp2() throws Exception {
        String url = "http://127.0.0.1:" + port() + "/";

        String output = Command.run(PATIENCE, "curl", "-sS", "--http2-prior-knowledge", "-w", " %{http_version}", url);

        assertThat(output).isEqualTo("hello 2");
    }

    @Test
    @NeedsTools("curl")
    void curlThatAsksForAnUpgradeIsServedAsHttp1() throws Exception {
        String url = "http://127.0.0.1:" + port() + "/";

        String output = Command.run(PATIENCE, "curl", "-sS", "--http2", "-w", " %{http_version}", url);

        assertThat(output).isEqualTo("hello 1.1");
    }

    @Test
    @NeedsTools("h2load")
    void h2loadLosesNoRequest() throws Exception {
        String url = "http://127.0.0.1:" + port() + "/";

        String report = Command.run(PATIENCE, "h2load", "-n", "5000", "-c", "4", "-m", "20", url);

        assertThat(report).contains("5000 succeeded, 0 failed, 0 errored, 0 timeout");
    }

    /** Of a gateway whose backend reads each request to its end before it answers. */
    private String port() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("hello"));
        gateway.start("""
                listeners: { http: { bind: "127.0.0.1:0", protocols: [h2, http/1.1] } }
                hosts: [{ names: ["*"], pool: main }]
                pools: { main: ["%s"] }
                """.formatted(origin.address()));
        return String.valueOf(((InetSocketAddress) gateway.address()).getPort());
    }
}
