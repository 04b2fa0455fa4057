package gateway.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.FinishedExchange;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ScriptedOrigin;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A body that ends early must look cut to the client, never complete. */
class TruncatedBodyTest {
    private static final String LENGTH = "HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc";
    private static final String CHUNKED = "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n";
    private static final String CLOSE = "HTTP/1.1 200 OK\r\n\r\nabc";

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    static Stream<Arguments> cuts() {
        return Stream.of(
                Arguments.of("length, close", LENGTH, false),
                Arguments.of("length, reset", LENGTH, true),
                Arguments.of("chunked, close", CHUNKED, false),
                Arguments.of("chunked, reset", CHUNKED, true),
                Arguments.of("within a chunk", CHUNKED + "5\r\nde", false),
                Arguments.of("within the trailers", CHUNKED + "0\r\nX-A: b\r\n", false),
                Arguments.of("chunk without its end", CHUNKED + "3\r\nabcX\r\n0\r\n\r\n", false),
                Arguments.of("bad chunk size", CHUNKED + "zz\r\nabc\r\n0\r\n\r\n", false),
                Arguments.of("delimited by close, reset", CLOSE, true));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("cuts")
    void isAVisibleCut(String name, String response, boolean reset) throws Exception {
        ScriptedOrigin origin = gateway.origin(connection -> {
            connection.readRequest();
            connection.send(response);
            // Only when the client has the first bytes is the head out for sure.
            connection.isSilentFor(java.time.Duration.ofMillis(50));
            if (reset) {
                connection.reset();
            }
        });
        RawClient client = gateway.proxyTo(origin).client();

        RawResponse answer =
                client.send(RequestText.get("/" + name.replace(' ', '-'))).readEvenIfCut();

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.complete()).as(answer.toString()).isFalse();
        assertThat(client.isClosedByPeer()).isTrue();
        FinishedExchange exchange = gateway.awaitFinished(1).get(0);
        assertThat(exchange.isCut()).isTrue();
        assertThat(exchange.reason()).isNotNull();
        assertThat(origin.requests()).hasSize(1);
    }
}
