package gateway.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Standard error is a pipe that nobody reads, and it is full. */
@Timeout(180)
class UnreadLogTest {
    private static final Duration USUAL = Duration.ofSeconds(1);
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    @TempDir
    Path directory;

    @Test
    void requestsGoOnWhileABackendGoesDownAndUpAgain() throws Exception {
        HttpServer good = backend(0);
        HttpServer other = backend(0);
        int port = other.getAddress().getPort();
        Files.writeString(
                directory.resolve("gateway.yaml"), yaml(good.getAddress().getPort(), port));
        try (ForkedGateway gateway = ForkedGateway.start(directory, Map.of(), "run")) {
            String listener = gateway.awaitLine("listener http on (\\S+)$");
            String admin = gateway.awaitLine("admin on (\\S+)$");
            gateway.awaitLine("started in");
            get(listener);
            gateway.stopReading();
            fillStandardError(gateway, admin);

            other.stop(0);
            askUntilUp(listener, admin, "0.0");
            HttpServer again = backend(port);
            askUntilUp(listener, admin, "1.0");

            gateway.signal("TERM");
            assertThat(gateway.exitCode()).isZero();
            again.stop(0);
        } finally {
            good.stop(0);
        }
    }

    /** Each refused reload has some hundred problems, and each problem is a line. */
    private void fillStandardError(ForkedGateway gateway, String admin) throws Exception {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 500; i++) {
            text.append("no_such_key_at_all_")
                    .append(i)
                    .append(": [\"")
                    .append("x".repeat(80))
                    .append("\"]\n");
        }
        Files.writeString(directory.resolve("gateway.yaml"), text);
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> {
            gateway.signal("HUP");
            return metric(admin, "gateway_log_dropped_total") > 0;
        });
    }

    /** Each answer comes within its usual time, however long it takes until the gateway sees how the backend is. */
    private void askUntilUp(String listener, String admin, String up) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
            for (int i = 0; i < 4; i++) {
                get(listener);
            }
            return metrics(admin).contains("gateway_backend_up{backend=\"other\",pool=\"web\"} " + up);
        });
    }

    private void get(String listener) throws Exception {
        assertThat(client.send(request("http://" + listener + "/"), BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
    }

    private double metric(String admin, String name) throws Exception {
        Matcher value = Pattern.compile("(?m)^" + name + " (\\S+)$").matcher(metrics(admin));
        assertThat(value.find()).isTrue();
        return Double.parseDouble(value.group(1));
    }

    private String metrics(String admin) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + admin + "/metrics"))
                                .build(),
                        BodyHandlers.ofString())
                .body();
    }

    private static HttpRequest request(String uri) {
        return HttpRequest.newBuilder(URI.create(uri)).timeout(USUAL).build();
    }

    private static HttpServer backend(int port) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, port), 16);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        return server;
    }

    private static String yaml(int good, int other) {
        return """
                listeners: { http: { bind: "127.0.0.1:0" } }
                admin: { bind: "127.0.0.1:0" }
                access_log: off
                hosts: [{ names: ["*"], pool: web }]
                pools:
                  web:
                    backends: [{ name: good, address: "127.0.0.1:%d" }, { name: other, address: "127.0.0.1:%d" }]
                    passive_health: { consecutive: 1, down_for: 1s }
                """.formatted(good, other);
    }
}
