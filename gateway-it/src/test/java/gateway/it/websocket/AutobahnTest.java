package gateway.it.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.process.Command;
import gateway.it.process.NeedsTools;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The Autobahn test suite against an echo server, straight and through the gateway: no case may be worse through the gateway. */
@NeedsTools("wstest")
class AutobahnTest {
    private static final String STRAIGHT = "straight";
    private static final String THROUGH = "through";

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @TempDir
    Path directory = Path.of("unset");

    @Test
    void noCaseIsWorseThroughTheGateway() throws Exception {
        WebSocketEcho echo = gateway.closing(WebSocketEcho.start());
        gateway.proxyTo(echo.address());
        InetSocketAddress address = (InetSocketAddress) gateway.address();
        Path spec = directory.resolve("spec.json");
        // Left out: messages of megabytes (9), and compression (12, 13), which takes minutes.
        Files.writeString(spec, """
                {"outdir": "%s", "cases": ["*"], "exclude-cases": ["9.*", "12.*", "13.*"], "exclude-agent-cases": {},
                 "servers": [{"agent": "%s", "url": "ws://%s"}, {"agent": "%s", "url": "ws://127.0.0.1:%d"}]}
                """.formatted(directory, STRAIGHT, echo.address(), THROUGH, address.getPort()));

        Command.run(Duration.ofMinutes(3), "wstest", "-m", "fuzzingclient", "-s", spec.toString());

        JsonNode results =
                JsonMapper.shared().readTree(directory.resolve("index.json").toFile());
        Map<String, String> straight = behaviour(results.path(STRAIGHT));
        assertThat(straight).hasSizeGreaterThan(240);
        assertThat(straight.values())
                .filteredOn(result -> result.startsWith("OK"))
                .hasSizeGreaterThan(220);
        assertThat(behaviour(results.path(THROUGH))).isEqualTo(straight);
    }

    /** What each case found, and how the connection was closed. */
    private static Map<String, String> behaviour(JsonNode agent) {
        Map<String, String> found = new TreeMap<>();
        agent.properties()
                .forEach(each -> found.put(
                        each.getKey(),
                        each.getValue().path("behavior").asString()
                                + ", closed: "
                                + each.getValue().path("behaviorClose").asString()));
        return found;
    }
}
