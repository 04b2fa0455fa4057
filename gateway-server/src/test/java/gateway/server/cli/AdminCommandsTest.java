package gateway.server.cli;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.Gateway.ReloadReport;
import gateway.server.admin.AdminServers;
import gateway.server.admin.FakeOperated;
import gateway.server.admin.Readiness;
import gateway.server.admin.ReloadResult;
import gateway.server.config.ConfigReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminCommandsTest {
    private final FakeOperated gateway = new FakeOperated();
    private final AdminServers servers = new AdminServers(gateway);
    private String address = "";

    @TempDir
    Path directory;

    @BeforeEach
    void start() throws Exception {
        address = listen("127.0.0.1:0", "");
    }

    @AfterEach
    void close() {
        servers.close();
    }

    @Test
    void statusPrintsTheTable() {
        Captured result = run("status", "--admin", address);

        assertThat(result.code()).isZero();
        assertThat(result.out())
                .contains("gateway 1.2.3 · ready")
                .contains("web-2")
                .contains("ejected");
    }

    @Test
    void statusPrintsJson() {
        assertThat(run("status", "--json", "--admin", address).out()).startsWith("{\"version\":\"1.2.3\"");
    }

    @Test
    void addressComesFromTheEnvironment() {
        Captured result = Captured.run(directory, Map.of("GATEWAY_ADMIN", address), "status");

        assertThat(result.code()).isZero();
    }

    @Test
    void reloadPrintsTheReport() {
        gateway.reload =
                CompletableFuture.completedFuture(ReloadResult.done(new ReloadReport(1, 0, 2, 1, 4213, 11), List.of()));

        Captured result = run("reload", "--admin", address);

        assertThat(result.code()).isZero();
        assertThat(result.out()).isEqualTo("routes +1 -0 · backends +2 -1 · connections kept 4213 · 11 ms\n");
    }

    @Test
    void refusedReloadPrintsEveryProblem() {
        gateway.reload = CompletableFuture.completedFuture(
                ReloadResult.refused(List.of("a.yaml:1:1: error: x", "a.yaml:2:1: error: y")));

        Captured result = run("reload", "--admin", address);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).isEqualTo("a.yaml:1:1: error: x\na.yaml:2:1: error: y\n");
    }

    @Test
    void runningConfigurationIsPrinted() {
        assertThat(run("config", "--running", "--admin", address).out()).isEqualTo("workers: 2\n");
    }

    @Test
    void healthcheckFollowsReadiness() {
        assertThat(run("healthcheck", "--admin", address))
                .isEqualTo(new Captured(0, "ready" + System.lineSeparator(), ""));

        gateway.readiness = Readiness.DRAINING;

        assertThat(run("healthcheck", "--admin", address).code()).isEqualTo(1);
        assertThat(run("healthcheck", "--admin", address).out()).startsWith("draining");
    }

    @Test
    void healthcheckGivesUpOnASilentPort() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            long start = System.nanoTime();

            Captured result = run("healthcheck", "--admin", "127.0.0.1:" + silent.getLocalPort());

            assertThat(result.code()).isEqualTo(1);
            assertThat(result.err()).contains("did not answer within 2 s");
            assertThat((System.nanoTime() - start) / 1_000_000).isBetween(1900L, 10_000L);
        }
    }

    @Test
    void unixSocketIsAsked() throws Exception {
        String unix = listen("unix:" + directory.resolve("admin.sock"), "");

        assertThat(run("status", "--admin", unix).code()).isZero();
        assertThat(run("reload", "--admin", unix).code()).isZero();
    }

    @Test
    void tokenIsSent() throws Exception {
        Files.writeString(directory.resolve("token"), "s3cret\n");
        Files.writeString(directory.resolve("wrong"), "guess\n");
        String guarded = listen("127.0.0.1:0", ", token_file: token");

        assertThat(run("status", "--admin", guarded, "--token-file", "token").code())
                .isZero();
        assertThat(run("status", "--admin", guarded).err())
                .isEqualTo("error: the gateway's admin port " + guarded
                        + " answered 401: the token is missing or wrong (expected: --token-file)\n");
        assertThat(run("status", "--admin", guarded, "--token-file", "wrong").code())
                .isEqualTo(1);
        assertThat(run("status", "--admin", guarded, "--token-file", "none").err())
                .contains("--token-file none: cannot be read");
    }

    @Test
    void nobodyThereIsOneClearLine() throws IOException {
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }

        Captured result = run("status", "--admin", "127.0.0.1:" + free);

        assertThat(result.code()).isEqualTo(1);
        assertThat(result.err())
                .startsWith("error: the gateway's admin port 127.0.0.1:" + free)
                .hasLineCount(1);
    }

    @Test
    void wrongAddressSaysWhereItCameFrom() {
        assertThat(run("status", "--admin", "9901").err()).contains("--admin 9901: expected HOST:PORT");
        assertThat(Captured.run(directory, Map.of("GATEWAY_ADMIN", "x"), "status")
                        .err())
                .contains("$GATEWAY_ADMIN x: expected");
    }

    private String listen(String bind, String more) throws Exception {
        String yaml = "listeners: { http: { bind: \"127.0.0.1:0\" } }\nhosts: [{ names: [\"*\"], pool: a }]\n"
                + "pools: { a: [\"127.0.0.1:1\"] }\nadmin: { bind: \"" + bind + "\"" + more + " }\n";
        servers.prepare(
                        new ConfigReader(Map.of())
                                .readText(yaml, "test.yaml", directory)
                                .config(),
                        null)
                .commit();
        return servers.adminAddress().orElseThrow();
    }

    private Captured run(String... arguments) {
        return Captured.run(directory, Map.of(), arguments);
    }
}
