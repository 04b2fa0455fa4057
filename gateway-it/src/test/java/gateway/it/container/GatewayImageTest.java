package gateway.it.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gateway.it.process.NeedsTools;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.testcontainers.containers.BindMode;
import org.testcontainers.containers.Network;

/** The image starts without any right, says that it is healthy, serves, and stops as it should. */
@NeedsImages({GatewayImage.BASE, NginxContainer.IMAGE})
@NeedsTools("docker")
class GatewayImageTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @BeforeAll
    static void buildImage() throws Exception {
        GatewayImage.build();
    }

    @Test
    void servesTheDemoWithoutAConfiguration() throws Exception {
        try (GatewayContainer gateway = new GatewayContainer()) {
            gateway.start();

            assertThat(get(gateway.uri()).statusCode()).isEqualTo(200);
            assertThat(gateway.execInContainer("id", "-u").getStdout()).isEqualTo("65532\n");
            assertThat(gateway.execInContainer("cat", "/proc/1/maps").getStdout())
                    .as("the archive of classes is in use")
                    .contains("/opt/gateway/gateway-server/target/classes-");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(gateway.health()).isEqualTo("healthy"));
            assertThat(gateway.stopGracefully()).isZero();
        }
    }

    @Test
    void servesBackendsThatItsConfigurationNames(@TempDir Path directory) throws Exception {
        Path file = directory.resolve("gateway.yaml");
        Files.writeString(file, """
                listeners: { http: { bind: ":8080" } }
                monitoring: { bind: ":9902" }
                hosts: [{ names: ["*"], pool: web }]
                pools: { web: { backends: ["web-1:8001", "web-2:8001"] } }
                """);
        // The gateway's user is nobody on this machine.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwxr-xr-x"));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
        try (Network network = Network.newNetwork();
                NginxContainer first =
                        new NginxContainer("web-1").withNetwork(network).withNetworkAliases("web-1");
                NginxContainer second =
                        new NginxContainer("web-2").withNetwork(network).withNetworkAliases("web-2");
                GatewayContainer gateway = new GatewayContainer()
                        .withNetwork(network)
                        .withFileSystemBind(file.toString(), "/etc/gateway/gateway.yaml", BindMode.READ_ONLY)) {
            first.start();
            second.start();
            gateway.start();

            assertThat(backend(gateway) + " " + backend(gateway)).isIn("web-1 web-2", "web-2 web-1");
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(gateway.health()).isEqualTo("healthy"));
            assertThat(gateway.stopGracefully()).isZero();
        }
    }

    private static String backend(GatewayContainer gateway) throws Exception {
        return get(gateway.uri()).headers().firstValue("X-Backend").orElse("none");
    }

    private static HttpResponse<String> get(URI uri) throws Exception {
        return HttpClient.newHttpClient().send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
    }
}
