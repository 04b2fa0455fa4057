package gateway.it.backpressure;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.http.FailureReason;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ScriptedOrigin;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Server-sent events and other answers without an end: what the backend says is with the client at once. */
class StreamingTest {
    private static final String EVENTS = "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\n";
    private static final String EVENT = "data: 12345678\n\n";

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    /** The backend sends an event only after the client has the one before: nothing may wait for more. */
    @ParameterizedTest
    @ValueSource(strings = {"Transfer-Encoding: chunked", "Connection: close", "Content-Length: 1600"})
    void eachEventFlowsByItself(String framing) throws Exception {
        Semaphore wanted = new Semaphore(0);
        boolean chunked = framing.contains("chunked");
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection.send(EVENTS + framing + "\r\n\r\n");
            for (int i = 0; i < 100; i++) {
                assertThat(wanted.tryAcquire(5, TimeUnit.SECONDS)).isTrue();
                connection.send(chunked ? "10\r\n" + EVENT + "\r\n" : EVENT);
            }
            connection.send(chunked ? "0\r\n\r\n" : "");
        });
        RawClient client = gateway.proxyTo(origin).client();

        client.send(RequestText.get("/events"));
        client.readHead();
        long slowestNanos = 0;
        for (int i = 0; i < 100; i++) {
            long start = System.nanoTime();
            wanted.release();
            String part = new String(client.readBytes(framing.contains("Length") ? 16 : 22), US_ASCII);
            slowestNanos = Math.max(slowestNanos, System.nanoTime() - start);
            assertThat(part).contains(EVENT);
        }

        assertThat(Duration.ofNanos(slowestNanos)).isLessThan(Duration.ofSeconds(1));
    }

    @Test
    void theTotalTimeDoesNotCutAStream() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection.send(EVENTS + "Transfer-Encoding: chunked\r\n\r\n");
            for (int i = 0; i < 6; i++) {
                assertThat(connection.isSilentFor(Duration.ofMillis(150))).isTrue();
                connection.send("10\r\n" + EVENT + "\r\n");
            }
            connection.send("0\r\n\r\n");
        });
        RawClient client = gateway.with("timeouts: { total: 300ms, response_head: 300ms, response_stall: 500ms }")
                .proxyTo(origin)
                .client();

        assertThat(client.get("/events").body()).isEqualTo(EVENT.repeat(6));
    }

    @Test
    void aStreamThatSaysNothingIsCut() throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection
                    .send(EVENTS + "Transfer-Encoding: chunked\r\n\r\n10\r\n" + EVENT + "\r\n")
                    .stall();
        });
        RawClient client = gateway.with("timeouts: { response_stall: 300ms }")
                .proxyTo(origin)
                .client();

        client.send(RequestText.get("/events"));

        assertThat(client.readEvenIfCut().complete()).isFalse();
        assertThat(gateway.awaitFinished(1).get(0).reason()).isEqualTo(FailureReason.RESPONSE_STALLED);
    }
}
