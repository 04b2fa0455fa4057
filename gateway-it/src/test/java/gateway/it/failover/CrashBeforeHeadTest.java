package gateway.it.failover;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.OriginConnection;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CrashBeforeHeadTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @ParameterizedTest
    @CsvSource({
        "GET, close", "GET, reset", "GET, partial",
        "HEAD, close", "HEAD, reset", "HEAD, partial",
        "PUT, close", "PUT, reset", "PUT, partial",
        "DELETE, close", "DELETE, reset", "DELETE, partial",
        "OPTIONS, close", "OPTIONS, reset", "OPTIONS, partial"
    })
    void idempotentRequestsGoToAnotherBackend(String method, String crash) throws Exception {
        ScriptedOrigin bad = gateway.origin(crashing(crash));
        ScriptedOrigin good = gateway.origin(Script.saying("good"));
        gateway.withPool("passive_health: off").proxyTo(bad, good);
        RawClient client = gateway.client();

        for (int i = 0; i < 4; i++) {
            String body = method.equals("PUT") ? "data" : "";
            client.send(RequestText.withBody(method, "/", body));
            assertThat(client.read(method).status()).isEqualTo(200);
        }
        assertThat(good.requests()).hasSize(4);
        assertThat(bad.requests()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"POST", "PATCH"})
    void othersAreSentOnce(String method) throws Exception {
        ScriptedOrigin bad = gateway.origin(crashing("close"));
        ScriptedOrigin good = gateway.origin(Script.saying("good"));
        gateway.withPool("passive_health: off").proxyTo(bad, good);
        RawClient client = gateway.client();

        int failed = 0;
        for (int i = 0; i < 4; i++) {
            RawResponse response =
                    client.send(RequestText.withBody(method, "/" + i, "data")).read();
            assertThat(response.status()).isIn(200, 502);
            failed += response.status() == 502 ? 1 : 0;
        }

        assertThat(failed).isEqualTo(2);
        assertThat(bad.requests()).hasSize(2);
        assertThat(good.requests()).hasSize(2);
    }

    private static Script crashing(String how) {
        return (OriginConnection connection) -> {
            if (connection.readRequest() == null) {
                return;
            }
            switch (how) {
                case "reset" -> connection.reset();
                case "partial" -> connection.send("HTTP/1.1 200 OK\r\nContent-Le");
                default -> connection.close();
            }
        };
    }
}
