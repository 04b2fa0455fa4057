package gateway.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(180)
class GatewayProcessTest {
    private static final String HOST = " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";

    @TempDir
    Path directory;

    private Path file = Path.of("");

    @BeforeEach
    void write() throws IOException {
        file = directory.resolve("gateway.yaml");
        Files.writeString(file, yaml("127.0.0.1:1"));
    }

    private static String yaml(String backend) {
        return "listeners: { http: { bind: \"127.0.0.1:0\" } }\n"
                + "hosts: [{ names: [\"*\"], pool: web }]\n"
                + "pools: { web: [\"" + backend + "\"] }\n"
                + "admin: { bind: \"127.0.0.1:0\" }\n"
                + "access_log: { path: access.log, keep: [all] }\n";
    }

    @Test
    void saysWhatItRunsOnAndWhereAndStopsOnSigterm() throws Exception {
        try (ForkedGateway gateway = ForkedGateway.start(directory, Map.of(), "run")) {
            gateway.awaitLine("INFO +(gateway \\S+ with .*gateway.yaml)$");
            gateway.awaitLine("INFO +\\w+ .*· \\d+ loops? · .*open files.* · memory .* · \\d+ CPUs?$");
            assertThat(gateway.awaitLine("listener http on (\\S+)$")).matches("127\\.0\\.0\\.1:[1-9]\\d*");
            gateway.awaitLine("started in \\d+ ms$");

            gateway.signal("TERM");

            assertThat(gateway.exitCode()).isZero();
            gateway.awaitLine("SIGTERM: stopping");
            gateway.awaitLine("nothing was cut");
            // Neither the JVM nor a library has put lines of its own between ours.
            assertThat(gateway.lines()).allMatch(line -> line.matches("\\d{4}-\\d\\d-\\d\\dT.*"));
        }
    }

    @Test
    void hangupReloadsAndABadFileChangesNothing() throws Exception {
        try (ForkedGateway gateway = ForkedGateway.start(directory, Map.of(), "run")) {
            String admin = gateway.awaitLine("admin on (\\S+)$");
            gateway.awaitLine("started in");

            Files.writeString(file, yaml("127.0.0.1:2"));
            gateway.signal("HUP");

            gateway.awaitLine("reloaded .*: (routes \\+0 -0 · backends \\+1 -1 · connections kept 0 · \\d+ ms)$");

            Files.writeString(file, yaml("127.0.0.1:3").replace("pools:", "poools:"));
            gateway.signal("HUP");

            gateway.awaitLine("gateway.yaml:3:1: error: .*poools");
            gateway.awaitLine("refused: the configuration stays as it was");
            assertThat(get(admin, "/api/v1/config")).contains("127.0.0.1:2").doesNotContain("127.0.0.1:3");
            assertThat(get(admin, "/api/v1/status")).contains("refused: ");
            assertThat(get(admin, "/metrics"))
                    .contains("gateway_config_last_reload_successful 0")
                    .contains("gateway_config_reloads_total{result=\"failure\"} 1");

            gateway.signal("TERM");
            assertThat(gateway.exitCode()).isZero();
        }
    }

    @Test
    void reloadThatCannotBindChangesNothing() throws Exception {
        try (ForkedGateway gateway = ForkedGateway.start(directory, Map.of(), "run");
                ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String admin = gateway.awaitLine("admin on (\\S+)$");
            gateway.awaitLine("started in");

            Files.writeString(
                    file,
                    yaml("127.0.0.1:2")
                            .replace(
                                    "127.0.0.1:0\" } }\nhosts", "127.0.0.1:" + taken.getLocalPort() + "\" } }\nhosts"));
            gateway.signal("HUP");

            gateway.awaitLine("ERROR .*" + taken.getLocalPort());
            assertThat(get(admin, "/api/v1/config")).doesNotContain("127.0.0.1:2");
        }
    }

    @Test
    void usr1OpensTheAccessLogAgain() throws Exception {
        try (ForkedGateway gateway = ForkedGateway.start(directory, Map.of(), "run")) {
            String listener = gateway.awaitLine("listener http on (\\S+)$");
            gateway.awaitLine("started in");
            get(listener, "/before");
            Path log = directory.resolve("access.log");
            Path rotated = directory.resolve("access.log.1");
            Awaitility.await().until(() -> Files.readString(log).contains("/before"));
            Files.move(log, rotated);

            gateway.signal("USR1");

            gateway.awaitLine("access log .*access.log reopened");
            Awaitility.await().until(() -> Files.exists(log));
            get(listener, "/after");
            Awaitility.await().until(() -> Files.readString(log).contains("/after"));
            assertThat(rotated).content().doesNotContain("/after");
            gateway.signal("TERM");
            assertThat(gateway.exitCode()).isZero();
            assertThat(gateway.lines())
                    .as("said once")
                    .filteredOn(line -> line.contains("opened"))
                    .hasSize(1);
        }
    }

    @Test
    void requestInFlightIsFinishedAndASecondSignalEndsAtOnce() throws Exception {
        try (ServerSocket origin = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(file, yaml("127.0.0.1:" + origin.getLocalPort()));
            try (ForkedGateway gateway = ForkedGateway.start(directory, Map.of(), "run");
                    Socket client = connect(gateway.awaitLine("listener http on (\\S+)$"))) {
                gateway.awaitLine("started in");
                client.getOutputStream().write(("GET /slow" + HOST).getBytes(StandardCharsets.UTF_8));
                try (Socket served = origin.accept()) {
                    gateway.signal("TERM");
                    gateway.awaitLine("SIGTERM: stopping");
                    served.getOutputStream()
                            .write("HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\ndone".getBytes(StandardCharsets.UTF_8));

                    assertThat(text(client.getInputStream()))
                            .startsWith("HTTP/1.1 200 ")
                            .endsWith("done");
                    assertThat(gateway.exitCode()).isZero();
                }
            }
            try (ForkedGateway gateway = ForkedGateway.start(directory, Map.of(), "run");
                    Socket client = connect(gateway.awaitLine("listener http on (\\S+)$"))) {
                gateway.awaitLine("started in");
                client.getOutputStream().write(("GET /never" + HOST).getBytes(StandardCharsets.UTF_8));
                try (Socket unused = origin.accept()) {
                    gateway.signal("INT");
                    gateway.awaitLine("SIGINT: stopping");
                    long start = System.nanoTime();

                    gateway.signal("INT");

                    assertThat(gateway.exitCode()).isZero();
                    assertThat((System.nanoTime() - start) / 1_000_000).isLessThan(10_000);
                    assertThat(unused.isConnected()).isTrue();
                }
            }
        }
    }

    @Test
    void badConfigurationEndsWith78AndEveryProblem() throws Exception {
        Files.writeString(file, yaml("x:y").replace("pool: web", "pool: wep"));

        try (ForkedGateway gateway = ForkedGateway.start(directory, Map.of(), "run", "-c", "gateway.yaml")) {
            assertThat(gateway.exitCode()).isEqualTo(78);
            assertThat(gateway.lines())
                    .anyMatch(line -> line.matches(".*gateway.yaml:2:\\d+: error: .*wep.*"))
                    .anyMatch(line -> line.matches(".*gateway.yaml:3:\\d+: error: .*x:y.*"));
        }
    }

    @Test
    void takenListenerEndsWith1AndItsAddress() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();

            try (ForkedGateway gateway =
                    ForkedGateway.start(directory, Map.of(), "run", "--listen", address, "--to", ":1")) {
                assertThat(gateway.exitCode()).isEqualTo(1);
                assertThat(gateway.lines()).anyMatch(line -> line.startsWith("error: ") && line.contains(address));
            }
        }
    }

    @Test
    void addressThatIsTakenIsNamedByItsKey() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            Files.writeString(file, yaml("127.0.0.1:1").replaceFirst("127.0.0.1:0", address));

            try (ForkedGateway gateway = ForkedGateway.start(directory, Map.of(), "run")) {
                assertThat(gateway.exitCode()).isEqualTo(1);
                assertThat(gateway.lines())
                        .anyMatch(line ->
                                line.startsWith("error: listeners.http.bind: " + address + ": cannot listen: "));
            }
        }
    }

    @Test
    void saysWhatIsNotInForce() throws Exception {
        Files.writeString(file, yaml("nowhere.invalid:80"));
        try (ForkedGateway gateway = ForkedGateway.start(directory, Map.of(), "run")) {
            String admin = gateway.awaitLine("admin on (\\S+)$");
            gateway.awaitLine("started in");
            gateway.awaitLine("WARN +name nowhere.invalid does not resolve: .*; no address is known");
            String status = get(admin, "/api/v1/status");
            assertThat(status).contains("\"name\":\"nowhere.invalid:80\"", "\"state\":\"not resolved\"");
            Matcher hash = Pattern.compile("\"hash\":\"([0-9a-f]{16})\"").matcher(status);
            assertThat(hash.find()).as(status).isTrue();
            assertThat(get(admin, "/metrics")).contains("gateway_config_info{hash=\"" + hash.group(1) + "\"} 1");

            Files.writeString(file, "workers: 3\nruntime: { transport: nio }\n" + yaml("127.0.0.1:2"));
            gateway.signal("HUP");

            gateway.awaitLine("WARN +warning: workers: 3 waits for the next start; until then it is auto");
            gateway.awaitLine("WARN +warning: runtime.transport: nio waits for the next start; until then it is auto");
        }
    }

    @Test
    void adminPortThatTheFileNamesIsNeeded() throws Exception {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();
            Files.writeString(
                    file,
                    yaml("127.0.0.1:1")
                            .replace("admin: { bind: \"127.0.0.1:0\"", "admin: { bind: \"" + address + "\""));

            try (ForkedGateway gateway = ForkedGateway.start(directory, Map.of(), "run")) {
                assertThat(gateway.exitCode()).isEqualTo(1);
                assertThat(gateway.lines())
                        .anyMatch(line -> line.startsWith("error: admin.bind: " + address + ": cannot listen"));
            }
        }
    }

    @Test
    void defaultAdminPortMayBeTaken() throws Exception {
        Files.writeString(file, yaml("127.0.0.1:1").replaceFirst("admin: .*\n", ""));
        try (ForkedGateway first = ForkedGateway.start(directory, Map.of(), "run")) {
            first.awaitLine("started in");

            try (ForkedGateway second = ForkedGateway.start(directory, Map.of(), "run")) {
                second.awaitLine("WARN +admin.bind: 127.0.0.1:9901: cannot listen: .*; goes on without an admin port");
                second.awaitLine("started in");
            }
        }
    }

    @Test
    void serversFileIsServedAndKeepsTheClientsRequestId() throws Exception {
        try (ServerSocket origin = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Files.writeString(
                    directory.resolve("servers.conf"),
                    "{\"backend_servers\": [{\"ip\": \"127.0.0.1\", \"port\": " + origin.getLocalPort() + "}]}");

            try (ForkedGateway gateway = ForkedGateway.start(
                            directory, Map.of(), "run", "--servers", "servers.conf", "--listen", "127.0.0.1:0");
                    Socket client = connect(gateway.awaitLine("listener http on (\\S+)$"))) {
                client.getOutputStream()
                        .write("GET / HTTP/1.1\r\nHost: x\r\nX-Request-ID: abc-1\r\n\r\n"
                                .getBytes(StandardCharsets.UTF_8));
                try (Socket served = origin.accept()) {
                    byte[] head = new byte[8192];
                    int length = served.getInputStream().read(head);

                    assertThat(new String(head, 0, length, StandardCharsets.UTF_8))
                            .containsIgnoringCase("x-request-id: abc-1\r\n");
                }
            }
        }
    }

    @Test
    void demoAnswersAndSaysWhatToType() throws Exception {
        Files.delete(file);

        try (ForkedGateway gateway = ForkedGateway.start(directory, Map.of(), "run", "--listen", "127.0.0.1:0")) {
            String listener = gateway.awaitLine("listener http on (\\S+)$");
            gateway.awaitLine("curl http://" + listener + "/api/hello");
            gateway.awaitLine("Ctrl-C");

            assertThat(get(listener, "/")).startsWith("HTTP/1.1 200 ").contains("Hello from backend demo-");
            assertThat(get(listener, "/api/users")).contains("It was asked: GET /users\n");

            gateway.signal("INT");
            assertThat(gateway.exitCode()).isZero();
        }
    }

    @Test
    void demoOnATakenPortNamesTheOption() throws Exception {
        Files.delete(file);
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String address = "127.0.0.1:" + taken.getLocalPort();

            try (ForkedGateway gateway = ForkedGateway.start(directory, Map.of(), "run", "--listen", address)) {
                assertThat(gateway.exitCode()).isEqualTo(1);
                assertThat(gateway.lines()).anyMatch(line -> line.contains(address) && line.contains("--listen"));
            }
        }
    }

    private static String get(String address, String path) throws IOException {
        try (Socket socket = connect(address)) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET " + path + HOST).getBytes(StandardCharsets.UTF_8));
            return text(socket.getInputStream());
        }
    }

    private static Socket connect(String address) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), Integer.parseInt(address.substring(address.lastIndexOf(':') + 1)));
        socket.setSoTimeout(30_000);
        return socket;
    }

    private static String text(InputStream in) throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
}
