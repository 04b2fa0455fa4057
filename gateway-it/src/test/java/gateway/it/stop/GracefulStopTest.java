package gateway.it.stop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.LoadRun;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import gateway.it.fixture.TinyBackends;
import java.net.ConnectException;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GracefulStopTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8})
    void losesNothingWithOneRequestPerConnection(int loops) throws Exception {
        TinyBackends backends = gateway.backends(3);
        gateway.onLoops(loops).proxyTo(backends.get(0), backends.get(1), backends.get(2));

        try (LoadRun load = LoadRun.oneRequestPerConnection(gateway.address(), 16)) {
            load.awaitMore(500);
            CompletableFuture<Boolean> drained = gateway.running().drain();

            assertThat(load.awaitRefused()).isEmpty();
            assertThat(drained.get(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(gateway.running().inFlight()).isZero();
    }

    @Test
    void whatRunsIsFinishedAndTheConnectionCloses() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            release.await(10, TimeUnit.SECONDS);
            connection.respond(200, "finished");
        });
        RawClient client = gateway.proxyTo(origin).client().send(RequestText.get("/"));
        origin.awaitRequests(1);

        SocketAddress address = gateway.address();

        CompletableFuture<Boolean> drained = gateway.running().drain();
        assertThat(gateway.running().isReady()).isFalse();
        await().untilAsserted(() ->
                assertThatThrownBy(() -> RawClient.connect(address)).isInstanceOf(ConnectException.class));
        assertThat(drained).isNotDone();
        release.countDown();
        RawResponse response = client.read();

        assertThat(response.body()).isEqualTo("finished");
        assertThat(response.header("Connection")).isEqualToIgnoringCase("close");
        assertThat(client.isClosedByPeer()).isTrue();
        assertThat(drained.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void idleConnectionsAreClosedAtOnce() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();
        client.get("/");

        CompletableFuture<Boolean> drained = gateway.running().drain();

        assertThat(client.isClosedByPeer()).isTrue();
        assertThat(drained.get(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void anUploadThatRunsIsFinished() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("got it"));
        RawClient client = gateway.proxyTo(origin).client();
        client.send(RequestText.of("POST", "/", "Content-Length: 8") + "half");
        await().until(() -> gateway.running().inFlight() == 1);

        CompletableFuture<Boolean> drained = gateway.running().drain();
        assertThat(client.isSilentFor(Duration.ofMillis(200))).isTrue();

        assertThat(client.send("half").read().body()).isEqualTo("got it");
        assertThat(drained.get(5, TimeUnit.SECONDS)).isTrue();
        assertThat(origin.request().body()).isEqualTo("halfhalf");
    }

    @Test
    void whatOutlivesTheDeadlineIsCut() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection.stall();
        });
        RawClient client = gateway.with("timeouts: { drain: 500ms }")
                .proxyTo(origin)
                .client()
                .send(RequestText.get("/"));
        origin.awaitRequests(1);

        CompletableFuture<Boolean> drained = gateway.running().drain();

        assertThat(drained.get(3, TimeUnit.SECONDS)).isFalse();
        gateway.running().close();
        assertThat(origin.connection(0).awaitEnd(Duration.ofSeconds(2))).isTrue();
        assertThat(isCutOrRefused(client)).isTrue();
    }

    @Test
    void beforeTheStopItServesOnWhileReadinessFails() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client =
                gateway.with("timeouts: { pre_stop: 1s }").proxyTo(origin).client();

        SocketAddress address = gateway.address();

        CompletableFuture<Boolean> drained = gateway.running().drain();

        assertThat(gateway.running().isReady()).isFalse();
        assertThat(client.get("/").status()).isEqualTo(200);
        assertThat(gateway.client().get("/").status()).isEqualTo(200);
        assertThat(drained.get(5, TimeUnit.SECONDS)).isTrue();
        assertThatThrownBy(() -> RawClient.connect(address)).isInstanceOf(ConnectException.class);
    }

    @Test
    void closingEndsAtOnce() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection.stall();
        });
        RawClient client = gateway.proxyTo(origin).client().send(RequestText.get("/"));
        origin.awaitRequests(1);

        long start = System.nanoTime();
        gateway.running().close();

        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(2));
        assertThat(isCutOrRefused(client)).isTrue();
        assertThat(gateway.running().inFlight()).isZero();
    }

    /** The client gets an answer of the gateway's own, or sees its connection end. */
    private static boolean isCutOrRefused(RawClient client) throws Exception {
        return client.isClosedByPeer() || client.readEvenIfCut().status() == 503;
    }
}
