package gateway.it.load;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.process.AbReport;
import gateway.it.process.Command;
import gateway.it.process.NeedsTools;
import gateway.it.process.NginxProcess;
import gateway.it.process.RunningGateway;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the seed documents against {@code ./gateway run --servers}, with three nginx behind it. */
@NeedsTools({"nginx", "ab", "wrk", "promtool"})
class LoadToolsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final List<NginxProcess> backends = new ArrayList<>();

    @TempDir
    static Path directory = Path.of("unset");

    @BeforeAll
    static void startBackends() throws Exception {
        for (int i = 0; i < 3; i++) {
            backends.add(NginxProcess.start("b" + i, Files.createDirectories(directory.resolve("b" + i))));
        }
    }

    @AfterAll
    static void stopBackends() throws IOException {
        for (NginxProcess backend : backends) {
            backend.close();
        }
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
    void aThousandClientsAtOnceOfAColdGatewaySeeNoErrorAndNoOtherStatus() throws Exception {
        int connections = Math.min(1000, openFilesLimit() / 2 - 100);
        try (RunningGateway gateway = gateway()) {
            String report = Command.run(
                    PATIENCE,
                    "wrk",
                    "-t2",
                    "-c" + connections,
                    "-d10s",
                    "--latency",
                    gateway.uri().toString());

            assertThat(report)
                    .contains("requests in 10.")
                    .doesNotContain("Socket errors")
                    .doesNotContain("Non-2xx");
        }
    }

    @Test
    void promtoolFindsNothingWrongWithTheMetrics() throws Exception {
        try (RunningGateway gateway = RunningGateway.run("-c", configuration().toString())) {
            Command.run(PATIENCE, "ab", "-n", "50", gateway.uri().toString());
            Path metrics = directory.resolve("metrics");
            HttpRequest request = HttpRequest.newBuilder(gateway.adminUri().resolve("/metrics"))
                    .build();
            HttpClient.newHttpClient().send(request, BodyHandlers.ofFile(metrics));

            String report = Command.run(PATIENCE, "sh", "-c", "promtool check metrics <" + metrics);

            assertThat(report).isEmpty();
            assertThat(metrics).content().contains("gateway_");
        }
    }

    @Test
    void stopsWithStatusZero() throws Exception {
        try (RunningGateway gateway = gateway()) {
            assertThat(gateway.stop()).isZero();
        }
    }

    /** As the seed documents start it. */
    private RunningGateway gateway() throws Exception {
        Path file = directory.resolve("servers.conf");
        Files.writeString(file, "{\"backend_servers\": [" + backends("{\"ip\": \"127.0.0.1\", \"port\": %d}") + "]}");
        return RunningGateway.run("--servers", file.toString(), "--listen", "127.0.0.1:0");
    }

    /** As {@link #gateway}, with an admin port of its own. */
    private Path configuration() throws IOException {
        Path file = directory.resolve("gateway.yaml");
        Files.writeString(file, """
                listeners: { http: { bind: "127.0.0.1:0" } }
                admin: { bind: "127.0.0.1:0" }
                hosts: [{ names: ["*"], pool: main }]
                pools: { main: { backends: [%s] } }
                """.formatted(backends("\"127.0.0.1:%d\"")));
        return file;
    }

    private String backends(String form) {
        return String.join(
                ", ",
                backends.stream().map(backend -> form.formatted(backend.port())).toList());
    }

    /** Of a process that is started from here: the client and the gateway need one or two for each connection. */
    private static int openFilesLimit() throws Exception {
        String limit = Command.run(PATIENCE, "sh", "-c", "ulimit -n").strip();
        return limit.equals("unlimited") ? Integer.MAX_VALUE : Integer.parseInt(limit);
    }
}
