package gateway.it.timeouts;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.http.FailureReason;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class BackendTimeoutsTest {
    private static final Script SILENT = connection -> {
        connection.readRequest();
        connection.stall();
    };

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void noHeadInTimeIsNotTriedElsewhere() throws Exception {
        ScriptedOrigin a = gateway.origin(SILENT);
        ScriptedOrigin b = gateway.origin(SILENT);
        RawClient client =
                gateway.with("timeouts: { response_head: 500ms }").proxyTo(a, b).client();

        RawResponse response = client.get("/");

        assertThat(response.status()).isEqualTo(504);
        assertThat(a.requests().size() + b.requests().size()).isEqualTo(1);
        ScriptedOrigin asked = a.requests().isEmpty() ? b : a;
        assertThat(asked.connection(0).awaitEnd(Duration.ofSeconds(1))).isTrue();
        assertThat(client.get("/").status()).isEqualTo(504);
    }

    @Test
    void theHeadsTimeBeginsWhenTheRequestIsSent() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.with("timeouts: { response_head: 500ms }")
                .proxyTo(origin)
                .client();

        client.send(RequestText.of("POST", "/", "Content-Length: 4"));
        assertThat(client.isSilentFor(Duration.ofMillis(900))).isTrue();

        assertThat(client.send("data").read().status()).isEqualTo(200);
    }

    @Test
    void aBodyThatStallsIsCut() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc");
            connection.stall();
        });
        RawClient client = gateway.with("timeouts: { response_stall: 500ms }")
                .proxyTo(origin)
                .client();

        RawResponse response = client.send(RequestText.get("/")).readEvenIfCut();

        assertThat(response.complete()).isFalse();
        assertThat(response.body()).isEqualTo("abc");
        assertThat(gateway.awaitFinished(1).get(0).reason()).isEqualTo(FailureReason.RESPONSE_STALLED);
    }

    @Test
    void aClientThatPausesIsNotTheBackendsStall() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 20000000\r\n\r\n");
            connection.send(new byte[20_000_000]);
        });
        RawClient client = gateway.with("timeouts: { response_stall: 500ms }")
                .proxyTo(origin)
                .slowClient();

        client.send(RequestText.get("/"));
        client.readHead();
        Thread.sleep(1_200);

        assertThat(client.readBytes(20_000_000)).hasSize(20_000_000);
    }

    @Test
    void theTotalBoundsAllTriesTogether() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection.isSilentFor(Duration.ofMillis(400));
        });
        RawClient client = gateway.with("timeouts: { total: 700ms }")
                .withPool("passive_health: off")
                .proxyTo(origin, gateway.origin(SILENT), gateway.origin(SILENT))
                .client();

        long start = System.nanoTime();
        RawResponse response = client.get("/");
        Duration took = Duration.ofNanos(System.nanoTime() - start);

        assertThat(response.status()).isEqualTo(504);
        assertThat(gateway.awaitFinished(1).get(0).reason()).isEqualTo(FailureReason.TOTAL_TIMEOUT);
        assertThat(took).isBetween(Duration.ofMillis(600), Duration.ofMillis(1_500));
    }

    @Test
    void theTotalEndsWithTheHead() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection.send("HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\nabc");
            connection.isSilentFor(Duration.ofMillis(900));
            connection.send("def");
            connection.stall();
        });
        RawClient client =
                gateway.with("timeouts: { total: 400ms }").proxyTo(origin).client();

        assertThat(client.get("/").body()).isEqualTo("abcdef");
    }
}
