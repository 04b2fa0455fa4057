package gateway.it.timeouts;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.http.FailureReason;
import gateway.it.fixture.FinishedExchange;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ClientTimeoutsTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void theTimeOfAHeadThatComesInPiecesIsKnown() throws Exception {
        RawClient client = gateway.proxyTo(gateway.origin(Script.saying("ok"))).client();
        client.get("/whole");
        client.send("GET /pieces HTTP/1.1\r\n");
        assertThat(client.isSilentFor(Duration.ofMillis(150))).isTrue();

        assertThat(client.send("Host: x\r\n\r\n").read().status()).isEqualTo(200);

        // The first piece may have been read late, so the gateway sees less than the client waited.
        assertThat(gateway.awaitFinished(2))
                .extracting(FinishedExchange::headNanos)
                .satisfiesExactly(whole -> assertThat(whole).isZero(), pieces -> assertThat(Duration.ofNanos(pieces))
                        .isBetween(Duration.ofMillis(50), Duration.ofSeconds(5)));
    }

    @Test
    void aHeadThatTricklesInIsCutAtItsDeadline() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client =
                gateway.with("timeouts: { client_head: 1s }").proxyTo(origin).client();

        long start = System.nanoTime();
        client.send("GET / HTTP/1.1\r\nHost: x\r\n");
        for (int i = 0; i < 60 && client.isSilentFor(Duration.ofMillis(100)); i++) {
            client.send("X");
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(client.read().status()).isEqualTo(408);
        assertThat(client.isClosedByPeer()).isTrue();
        assertThat(took).isBetween(Duration.ofMillis(900), Duration.ofSeconds(2));
    }

    @Test
    void theDeadlineOfTheSecondHeadBeginsWithItsFirstByte() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client =
                gateway.with("timeouts: { client_head: 500ms }").proxyTo(origin).client();

        client.get("/1");
        assertThat(client.isSilentFor(Duration.ofMillis(800))).isTrue();
        assertThat(client.get("/2").status()).isEqualTo(200);
        assertThat(client.send("GET /3").read().status()).isEqualTo(408);
    }

    @Test
    void anIdleConnectionIsClosedSilently() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client =
                gateway.with("timeouts: { client_idle: 500ms }").proxyTo(origin).client();

        client.get("/");

        assertThat(client.isSilentFor(Duration.ofMillis(300))).isTrue();
        assertThat(client.isClosedByPeer()).isTrue();
    }

    @Test
    void aConnectionThatNeverSaysAnythingIsClosed() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.with("timeouts: { client_idle: 500ms, client_head: 500ms }")
                .proxyTo(origin)
                .client();

        assertThat(client.isClosedByPeer()).isTrue();
    }

    @Test
    void aBusyConnectionIsNotIdle() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection.isSilentFor(Duration.ofMillis(900));
            connection.respond(200, "late");
        });
        RawClient client =
                gateway.with("timeouts: { client_idle: 300ms }").proxyTo(origin).client();

        assertThat(client.get("/").body()).isEqualTo("late");
    }

    @Test
    void aBodyThatStallsIsCut() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readHead();
            connection.stall();
        });
        RawClient client =
                gateway.with("timeouts: { client_body: 500ms }").proxyTo(origin).client();

        client.send(RequestText.of("POST", "/", "Content-Length: 100") + "some");
        RawResponse response = client.read();

        assertThat(response.status()).isEqualTo(408);
        assertThat(client.isClosedByPeer()).isTrue();
        assertThat(gateway.awaitFinished(1).get(0).reason()).isEqualTo(FailureReason.BODY_STALLED);
        assertThat(origin.connection(0).awaitEnd(Duration.ofSeconds(1))).isTrue();
    }

    @Test
    void aBodyThatKeepsComingIsNotCut() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client =
                gateway.with("timeouts: { client_body: 500ms }").proxyTo(origin).client();

        client.send(RequestText.of("POST", "/", "Content-Length: 4000"));
        for (int i = 0; i < 4; i++) {
            assertThat(client.isSilentFor(Duration.ofMillis(250))).isTrue();
            client.send("x".repeat(1000));
        }

        assertThat(client.read().status()).isEqualTo(200);
    }

    @Test
    void aClientThatTakesNothingIsReset() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 50000000\r\n\r\n");
            connection.sendUntilStalled(new byte[16 * 1024], 50_000_000, Duration.ofSeconds(20));
        });
        RawClient client = gateway.with("timeouts: { client_write: 700ms }")
                .proxyTo(origin)
                .slowClient();

        client.send(RequestText.get("/"));
        assertThat(gateway.awaitFinished(1).get(0).reason()).isEqualTo(FailureReason.WRITE_STALLED);

        assertThat(readsToTheEnd(client)).isFalse();
    }

    private static boolean readsToTheEnd(RawClient client) {
        try {
            client.readToEnd();
            return true;
        } catch (IOException e) {
            return false;
        }
    }
}
