package gateway.it.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.OriginRequest;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.ResponseText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestIdTest {
    private static final String WELL_FORMED = "[A-Za-z0-9._:-]{1,128}";

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void everyRequestGetsItsOwnAndTheClientHearsIt() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();

        RawResponse first = client.get("/1");
        RawResponse second = client.get("/2");

        assertThat(first.header("X-Request-ID")).matches(WELL_FORMED);
        assertThat(second.header("X-Request-ID")).isNotEqualTo(first.header("X-Request-ID"));
        assertThat(origin.requests())
                .extracting(request -> request.header("X-Request-ID"))
                .containsExactly(first.header("X-Request-ID"), second.header("X-Request-ID"));
    }

    @Test
    void aStrangersIsReplaced() throws Exception {
        expectReplaced("mine");
    }

    @Test
    void aTrustedProxysIsKept() throws Exception {
        gateway.with("trusted_proxies: [127.0.0.1]");
        expectKept("from-proxy:1.2_3");
    }

    @Test
    void anyonesIsKeptWhenToldSo() throws Exception {
        gateway.with("request_id: keep");
        expectKept("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"has blank", "quote\"", "", "<script>"})
    void aMalformedOneIsReplaced(String id) throws Exception {
        gateway.with("request_id: keep");
        expectReplaced(id);
    }

    @Test
    void oneThatIsTooLongIsReplaced() throws Exception {
        gateway.with("request_id: keep");
        expectReplaced("x".repeat(129));
    }

    @Test
    void theBackendsOwnDoesNotReachTheClient() throws Exception {
        ScriptedOrigin origin = gateway.origin(
                Script.answering(request -> ResponseText.of(200, "", "X-Request-ID: theirs", "X-Request-ID: again")));
        RawClient client = gateway.proxyTo(origin).client();

        RawResponse response = client.get("/");

        assertThat(response.headers("X-Request-ID"))
                .containsExactly(origin.request().header("X-Request-ID"))
                .doesNotContain("theirs");
    }

    private void expectKept(String id) throws Exception {
        OriginRequest request = exchange(id);
        assertThat(request.headers("X-Request-ID")).containsExactly(id);
    }

    private void expectReplaced(String id) throws Exception {
        OriginRequest request = exchange(id);
        assertThat(request.header("X-Request-ID")).isNotEqualTo(id).matches(WELL_FORMED);
    }

    private OriginRequest exchange(String id) throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();

        RawResponse response =
                client.send(RequestText.of("GET", "/", "X-Request-ID: " + id)).read();

        assertThat(response.headers("X-Request-ID"))
                .containsExactly(origin.request().header("X-Request-ID"));
        return origin.request();
    }
}
