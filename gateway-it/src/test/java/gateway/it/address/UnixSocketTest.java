package gateway.it.address;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

class UnixSocketTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @TempDir
    Path directory;

    @Test
    void worksOnBothSides() throws Exception {
        Path backend = directory.resolve("backend");
        Path listener = directory.resolve("listener");
        ScriptedOrigin origin = gateway.closing(ScriptedOrigin.startUnix(backend, Script.saying("unix")));
        gateway.start("""
                listeners: { local: { bind: "unix:%s" } }
                hosts: [{ names: ["*"], pool: main }]
                pools: { main: { backends: ["unix:%s"] } }
                """.formatted(listener, backend));

        try (RawClient client = RawClient.connect(UnixDomainSocketAddress.of(listener))) {
            assertThat(client.get("/1").body()).isEqualTo("unix");
            assertThat(client.send(RequestText.withBody("POST", "/2", "data"))
                            .read()
                            .body())
                    .isEqualTo("unix");
        }
        assertThat(origin.connections()).isEqualTo(1);
        assertThat(origin.requests().get(1).body()).isEqualTo("data");
    }

    @Test
    void aSocketThatADeadProcessLeftIsTakenOver() throws Exception {
        Path listener = directory.resolve("listener");
        ScriptedOrigin.startUnix(listener, Script.saying("dead")).close();
        assertThat(Files.exists(listener)).isTrue();
        ScriptedOrigin origin = gateway.origin(Script.saying("alive"));
        gateway.start("""
                listeners: { local: { bind: "unix:%s" } }
                hosts: [{ names: ["*"], pool: main }]
                pools: { main: { backends: ["%s"] } }
                """.formatted(listener, origin.address()));

        try (RawClient client = RawClient.connect(UnixDomainSocketAddress.of(listener))) {
            assertThat(client.get("/").body()).isEqualTo("alive");
        }
    }
}
