package gateway.server.admin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import gateway.core.Gateway.ReloadReport;
import gateway.core.config.AccessLogConfig;
import gateway.core.config.Address;
import gateway.core.config.GatewayConfig;
import gateway.core.config.GatewayConfig.AdminConfig;
import gateway.core.config.GatewayConfig.MonitoringConfig;
import gateway.core.config.LimitConfig;
import gateway.core.config.TimeoutConfig;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AdminServersTest {
    private static final Address ANY = Address.tcp("127.0.0.1", 0);

    private final FakeOperated gateway = new FakeOperated();
    private final AdminServers servers = new AdminServers(gateway);

    @TempDir
    Path directory;

    @AfterEach
    void close() {
        servers.close();
    }

    @Test
    void healthFollowsTheEventLoops() throws IOException {
        String address = start(config(ANY, null));

        assertThat(RawExchange.ask(address, "GET /healthz"))
                .startsWith("HTTP/1.1 200 OK\r\n")
                .endsWith("alive\n");

        gateway.alive = false;

        assertThat(RawExchange.ask(address, "GET /healthz")).startsWith("HTTP/1.1 503 ");
    }

    @Test
    void readinessSaysWhyItIsNot() throws IOException {
        String address = start(config(ANY, null));

        assertThat(RawExchange.ask(address, "GET /readyz"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("\r\n\r\nready\n");

        gateway.readiness = Readiness.STARTING;

        assertThat(RawExchange.ask(address, "GET /readyz"))
                .startsWith("HTTP/1.1 503 ")
                .endsWith("\r\n\r\nstarting\n");

        gateway.readiness = Readiness.DRAINING;

        assertThat(RawExchange.ask(address, "GET /readyz"))
                .startsWith("HTTP/1.1 503 ")
                .endsWith("\r\n\r\ndraining\n");
    }

    @Test
    void headHasTheLengthAndNoBody() throws IOException {
        String answer = RawExchange.ask(start(config(ANY, null)), "HEAD /readyz");

        assertThat(answer)
                .startsWith("HTTP/1.1 200 ")
                .contains("content-length: 6\r\n")
                .endsWith("\r\n\r\n");
    }

    @Test
    void metricsComeInTheFormatThatIsAskedFor() throws IOException {
        String address = start(config(ANY, null));

        assertThat(RawExchange.ask(address, "GET /metrics"))
                .contains("content-type: text/plain; version=0.0.4; charset=utf-8\r\n")
                .endsWith("# as text/plain; version=0.0.4; charset=utf-8\n");
        assertThat(RawExchange.ask(
                        address, "GET /metrics", "Accept: application/openmetrics-text;version=1.0.0,*/*;q=0.1"))
                .contains("content-type: application/openmetrics-text; version=1.0.0; charset=utf-8\r\n");
    }

    @Test
    void statusIsJsonOrATable() throws IOException {
        String address = start(config(ANY, null));

        assertThat(RawExchange.ask(address, "GET /api/v1/status"))
                .contains("content-type: application/json\r\n")
                .contains("\"version\":\"1.2.3\"", "\"uptime_seconds\":3725", "\"transport\":\"epoll\"")
                .contains(
                        "{\"name\":\"http\",\"addresses\":[\":8080\"],\"connections_open\":3,\"connections_accepted\":40}")
                .contains("\"name\":\"web-2\",\"address\":\"10.0.0.2:80\",\"state\":\"ejected\"")
                .contains("\"reuse\":0.75");
        assertThat(RawExchange.ask(address, "GET /api/v1/status", "Accept: text/plain"))
                .contains("gateway 1.2.3 · ready · up 1 h 2 min · in flight 7\n")
                .contains("epoll · 2 loops · 1024 open files · memory 512 MiB · 2 CPUs\n")
                .containsPattern("shop +web-1 +10\\.0\\.0\\.1:80 +up +2 +5 +2 +10 +75%\n");
    }

    @Test
    void statusOfAGatewayThatStartsIsUnavailable() throws IOException {
        String address = start(config(ANY, null));
        gateway.readiness = Readiness.STARTING;

        assertThat(RawExchange.ask(address, "GET /api/v1/status"))
                .startsWith("HTTP/1.1 503 ")
                .contains("is starting");
    }

    @Test
    void configIsYaml() throws IOException {
        assertThat(RawExchange.ask(start(config(ANY, null)), "GET /api/v1/config"))
                .contains("content-type: application/yaml\r\n")
                .endsWith("\r\n\r\nworkers: 2\n");
    }

    @Test
    void reloadReportsWhatChanged() throws IOException {
        String address = start(config(ANY, null));

        assertThat(RawExchange.ask(address, "POST /api/v1/reload", "Accept: text/plain"))
                .startsWith("HTTP/1.1 200 ")
                .endsWith("routes +1 -0 · backends +2 -1 · connections kept 4213 · 11 ms\n");
        assertThat(RawExchange.ask(address, "POST /api/v1/reload")).contains("\"backends_added\":2");
        assertThat(gateway.reloads.get()).isEqualTo(2);
    }

    @Test
    void reloadTellsItsWarningsToo() throws IOException {
        String address = start(config(ANY, null));
        gateway.reload = CompletableFuture.completedFuture(
                ReloadResult.done(new ReloadReport(0, 0, 0, 0, 0, 1), List.of("warning: odd")));

        assertThat(RawExchange.ask(address, "POST /api/v1/reload", "Accept: text/plain"))
                .endsWith("\r\n\r\nwarning: odd\nroutes +0 -0 · backends +0 -0 · connections kept 0 · 1 ms\n");
    }

    @Test
    void refusedReloadListsEveryProblem() throws IOException {
        String address = start(config(ANY, null));
        gateway.reload =
                CompletableFuture.completedFuture(ReloadResult.refused(List.of("a.yaml:1:2: error: x", "y \"z\"")));

        assertThat(RawExchange.ask(address, "POST /api/v1/reload"))
                .startsWith("HTTP/1.1 422 ")
                .contains("content-type: application/problem+json\r\n")
                .contains("\"status\":422")
                .contains("\"problems\":[\"a.yaml:1:2: error: x\",\"y \\\"z\\\"\"]");
        assertThat(RawExchange.ask(address, "POST /api/v1/reload", "Accept: text/plain"))
                .startsWith("HTTP/1.1 422 ")
                .endsWith("\r\n\r\na.yaml:1:2: error: x\ny \"z\"\n");
    }

    @Test
    void reloadIsForPostOnly() throws IOException {
        assertThat(RawExchange.ask(start(config(ANY, null)), "GET /api/v1/reload"))
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: POST\r\n")
                .contains("\"status\":405");
        assertThat(gateway.reloads.get()).isZero();
    }

    @Test
    void writesToReadOnlyPathsAreRefused() throws IOException {
        assertThat(RawExchange.ask(start(config(ANY, null)), "POST /healthz"))
                .startsWith("HTTP/1.1 405 ")
                .contains("Allow: GET, HEAD\r\n");
    }

    @Test
    void unknownPathIsAProblem() throws IOException {
        assertThat(RawExchange.ask(start(config(ANY, null)), "GET /nothing?x=<b>"))
                .startsWith("HTTP/1.1 404 ")
                .contains("content-type: application/problem+json\r\n")
                .doesNotContain("<b>");
    }

    @Test
    void failingEndpointIsAnInternalError() throws IOException {
        String address = start(config(ANY, null));
        gateway.reload = CompletableFuture.failedFuture(new IllegalStateException("for the test"));

        assertThat(RawExchange.ask(address, "POST /api/v1/reload"))
                .startsWith("HTTP/1.1 500 ")
                .doesNotContain("for the test");
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws IOException {
        String address = start(config(ANY, null));
        CompletableFuture<ReloadResult> slow = new CompletableFuture<>();
        gateway.reload = slow;
        CompletableFuture.delayedExecutor(100, java.util.concurrent.TimeUnit.MILLISECONDS)
                .execute(() -> slow.complete(ReloadResult.refused(List.of("first"))));
        String host = " HTTP/1.1\r\nHost: localhost\r\n";

        String answers = RawExchange.of(
                address,
                "POST /api/v1/reload" + host + "Accept: text/plain\r\n\r\nGET /readyz" + host + "\r\nGET /healthz"
                        + host + "Connection: close\r\n\r\n");

        assertThat(answers).containsSubsequence("first\n", "ready\n", "alive\n");
    }

    @Test
    void garbageIsABadRequest() throws IOException {
        assertThat(RawExchange.of(start(config(ANY, null)), "NONSENSE\r\n\r\n")).startsWith("HTTP/1.1 400 ");
    }

    @Test
    void foreignHostIsMisdirectedOnTheApiOnly() throws IOException {
        String address = start(config(ANY, null));
        String foreign = " HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n";

        assertThat(RawExchange.of(address, "GET /api/v1/status" + foreign)).startsWith("HTTP/1.1 421 ");
        assertThat(RawExchange.of(address, "GET /" + foreign)).startsWith("HTTP/1.1 421 ");
        assertThat(RawExchange.of(address, "GET /readyz" + foreign)).startsWith("HTTP/1.1 200 ");
        assertThat(RawExchange.of(address, "GET /metrics" + foreign)).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void localhostIsOursWithAndWithoutPort() throws IOException {
        String address = start(config(ANY, null));

        for (String host : List.of("localhost", "LOCALHOST:1", "127.0.0.1", address)) {
            assertThat(RawExchange.of(
                            address, "GET /api/v1/config HTTP/1.1\r\nHost: " + host + "\r\nConnection: close\r\n\r\n"))
                    .as(host)
                    .startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void pageOfAnotherSiteMayNotReload() throws IOException {
        String address = start(config(ANY, null));

        assertThat(RawExchange.ask(address, "POST /api/v1/reload", "Origin: http://evil.example"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(RawExchange.ask(address, "POST /api/v1/reload", "Origin: null"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(gateway.reloads.get()).isZero();
        assertThat(RawExchange.ask(address, "POST /api/v1/reload", "Origin: http://" + address))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void apiWantsTheTokenAndProbesDoNot() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "s3cret\n");
        String address = start(config(ANY, token));

        assertThat(RawExchange.ask(address, "GET /api/v1/status"))
                .startsWith("HTTP/1.1 401 ")
                .contains("WWW-Authenticate: Bearer");
        assertThat(RawExchange.ask(address, "GET /api/v1/status", "Authorization: Bearer wrong"))
                .startsWith("HTTP/1.1 401 ");
        assertThat(RawExchange.ask(address, "GET /api/v1/status", "Authorization: Basic s3cret"))
                .startsWith("HTTP/1.1 401 ");
        assertThat(RawExchange.ask(address, "GET /api/nothing")).startsWith("HTTP/1.1 401 ");
        assertThat(RawExchange.ask(address, "GET /api/v1/status", "Authorization: bearer s3cret"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(RawExchange.ask(address, "GET /readyz")).startsWith("HTTP/1.1 200 ");
    }

    @Test
    void reloadTakesANewTokenOnTheSameSocket() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "old");
        String address = start(config(ANY, token));
        Files.writeString(token, "new");

        servers.prepare(config(ANY, token), null).commit();

        assertThat(servers.adminAddress()).hasValue(address);
        assertThat(RawExchange.ask(address, "GET /api/v1/status", "Authorization: Bearer old"))
                .startsWith("HTTP/1.1 401 ");
        assertThat(RawExchange.ask(address, "GET /api/v1/status", "Authorization: Bearer new"))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void emptyTokenFileIsRefused() throws IOException {
        Path token = Files.writeString(directory.resolve("token"), "\n");

        assertThatThrownBy(() -> servers.prepare(config(ANY, token), null))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("admin.token_file")
                .hasMessageContaining("is empty");
    }

    @Test
    void takenPortIsRefusedWithItsName() throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            Address bind = Address.tcp("127.0.0.1", taken.getLocalPort());

            assertThatThrownBy(() -> servers.prepare(config(bind, null), null))
                    .isInstanceOf(IOException.class)
                    .hasMessageStartingWith("admin.bind: " + bind + ": ");
        }
    }

    @Test
    void takenPortIsToleratedWhenNobodyAskedForIt() throws IOException {
        List<String> warnings = new ArrayList<>();
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            servers.prepare(config(Address.tcp("127.0.0.1", taken.getLocalPort()), null), warnings::add)
                    .commit();
        }

        assertThat(servers.adminAddress()).isEmpty();
        assertThat(warnings).hasSize(1);
    }

    @Test
    void rollbackClosesTheNewAndKeepsTheOld() throws IOException {
        String address = start(config(ANY, null));
        int free;
        try (ServerSocket socket = new ServerSocket(0)) {
            free = socket.getLocalPort();
        }
        Address other = Address.tcp("127.0.0.1", free);

        servers.prepare(config(other, null), null).rollback();

        assertThat(RawExchange.ask(address, "GET /readyz")).startsWith("HTTP/1.1 200 ");
        assertThatThrownBy(() -> RawExchange.ask(other.toString(), "GET /readyz"))
                .isInstanceOf(IOException.class);
    }

    @Test
    void monitoringIsReadOnly() throws IOException {
        servers.prepare(config(null, null, ANY), null).commit();
        String address = servers.monitoringAddress().orElseThrow();

        assertThat(RawExchange.ask(address, "GET /readyz")).startsWith("HTTP/1.1 200 ");
        assertThat(RawExchange.ask(address, "GET /metrics")).startsWith("HTTP/1.1 200 ");
        assertThat(RawExchange.ask(address, "GET /api/v1/status")).startsWith("HTTP/1.1 404 ");
        assertThat(RawExchange.ask(address, "POST /api/v1/reload")).startsWith("HTTP/1.1 404 ");
    }

    @Test
    void unixSocketIsForOwnerAndGroupAndGoneAfterwards() throws IOException {
        Path socket = directory.resolve("admin.sock");
        servers.prepare(config(Address.unix(socket.toString()), null), null).commit();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                .isEqualTo("rw-rw----");

        servers.prepare(config(null, null), null).commit();

        assertThat(socket).doesNotExist();
    }

    @Test
    void staleUnixSocketIsReplacedAndALivingOneIsNot() throws IOException {
        Path socket = directory.resolve("admin.sock");
        Address bind = Address.unix(socket.toString());
        try (java.nio.channels.ServerSocketChannel dead =
                java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)) {
            dead.bind(java.net.UnixDomainSocketAddress.of(socket));
            assertThatThrownBy(() -> servers.prepare(config(bind, null), null)).isInstanceOf(IOException.class);
        }
        assertThat(socket).exists();

        servers.prepare(config(bind, null), null).commit();

        assertThat(servers.adminAddress()).hasValue(bind.toString());
    }

    private String start(GatewayConfig config) throws IOException {
        servers.prepare(config, null).commit();
        return servers.adminAddress().orElseThrow();
    }

    private static GatewayConfig config(@Nullable Address admin, @Nullable Path token) {
        return config(admin, token, null);
    }

    private static GatewayConfig config(@Nullable Address admin, @Nullable Path token, @Nullable Address monitoring) {
        return new GatewayConfig(
                1,
                GatewayConfig.TransportChoice.AUTO,
                List.of(),
                List.of(),
                GatewayConfig.RequestIdPolicy.TRUSTED,
                List.of(),
                List.of(),
                LimitConfig.DEFAULT,
                TimeoutConfig.NONE,
                AccessLogConfig.OFF,
                Optional.ofNullable(monitoring).map(MonitoringConfig::new),
                Optional.ofNullable(admin)
                        .map(bind ->
                                new AdminConfig(bind, Optional.ofNullable(token).map(Path::toString))));
    }
}
