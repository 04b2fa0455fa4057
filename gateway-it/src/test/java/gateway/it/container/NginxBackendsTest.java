package gateway.it.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import gateway.it.process.AbReport;
import gateway.it.process.Command;
import gateway.it.process.NeedsTools;
import gateway.it.process.RunningGateway;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three real nginx in containers behind {@code ./gateway run --servers}: the set-up of the seed documents. */
@NeedsImages(NginxContainer.IMAGE)
@NeedsTools("ab")
class NginxBackendsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<NginxContainer> backends = new ArrayList<>();

    @TempDir
    private Path directory = Path.of("unset");

    @BeforeEach
    void startBackends() {
        for (int i = 0; i < 3; i++) {
            NginxContainer backend = new NginxContainer("nginx-" + i);
            backends.add(backend);
            backend.start();
        }
    }

    @AfterEach
    void stopBackends() {
        backends.forEach(NginxContainer::stop);
    }

    @Test
    void everyBackendGetsAThirdAndTheRequestIdComesBack() throws Exception {
        Map<String, Integer> answers = new HashMap<>();
        try (RunningGateway gateway = gateway()) {
            HttpClient client = HttpClient.newHttpClient();
            for (int i = 0; i < 30; i++) {
                HttpRequest request = HttpRequest.newBuilder(gateway.uri().resolve("/index.html"))
                        .header("X-Request-ID", "id-" + i)
                        .build();
                HttpResponse<String> response = client.send(request, BodyHandlers.ofString());

                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.headers().allValues("X-Request-ID")).containsExactly("id-" + i);
                assertThat(response.headers().allValues("X-Seen-ID")).containsExactly("id-" + i);
                answers.merge(response.headers().firstValue("X-Backend").orElse("none"), 1, Integer::sum);
            }
        }

        assertThat(answers).isEqualTo(Map.of("nginx-0", 10, "nginx-1", 10, "nginx-2", 10));
    }

    @Test
    void abHasNoFailedRequestAndKeepsItsConnections() throws Exception {
        try (RunningGateway gateway = gateway()) {
            String report = Command.run(
                    PATIENCE, "ab", "-n", "500", "-c", "10", "-k", gateway.uri().toString());

            assertThat(AbReport.of(report)).isEqualTo(new AbReport(500, 0, 0, 500));
        }
    }

    @Test
    void noRequestFailsWhenABackendIsKilledUnderLoad() throws Exception {
        try (RunningGateway gateway = gateway();
                // A time limit comes with a limit of requests, which the one after it lifts again.
                Command ab = Command.start(
                        "ab",
                        "-t",
                        "6",
                        "-n",
                        "10000000",
                        "-c",
                        "10",
                        "-k",
                        gateway.uri().toString())) {
            await().atMost(PATIENCE).until(() -> backends.get(1).served() > 500);
            long before = backends.get(2).served();

            backends.get(1).kill();

            assertThat(ab.isRunning()).isTrue();
            AbReport report = AbReport.of(ab.succeed(PATIENCE));
            assertThat(backends.get(2).served()).isGreaterThan(before + 500);
            assertThat(report.failed()).isZero();
            assertThat(report.otherStatus()).isZero();
            assertThat(report.keptAlive()).isEqualTo(report.complete()).isGreaterThan(2000);
        }
    }

    private RunningGateway gateway() throws Exception {
        List<String> servers = backends.stream()
                .map(backend -> "{\"ip\": \"127.0.0.1\", \"port\": " + backend.port() + "}")
                .toList();
        Path file = directory.resolve("servers.conf");
        Files.writeString(file, "{\"backend_servers\": [" + String.join(", ", servers) + "]}");
        return RunningGateway.run("--servers", file.toString(), "--listen", "127.0.0.1:0");
    }
}
