package gateway.it.routing;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.FinishedExchange;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RedirectTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @ParameterizedTest
    @CsvSource({
        "shop.example.com, /a/b?c=d, https://shop.example.com/a/b?c=d",
        "shop.example.com:8080, /, https://shop.example.com/",
        "SHOP.example.com., /x, https://shop.example.com/x",
        "[::1]:80, /x, https://[::1]/x",
        "shop.example.com, /a%2Fb/../c//d, https://shop.example.com/c//d",
        "shop.example.com, //evil.com/x, https://shop.example.com//evil.com/x",
        "shop.example.com, http://shop.example.com:80/y?z, https://shop.example.com/y?z"
    })
    void keepsHostPathAndQuery(String host, String target, String location) throws Exception {
        RawClient client = redirecting().client();

        RawResponse answer = client.send("GET " + target + " HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                .read();

        assertThat(answer.status()).isEqualTo(308);
        assertThat(answer.headers("Location")).containsExactly(location);
        assertThat(answer.header("Content-Length")).isEqualTo("0");
        assertThat(answer.has("X-Request-ID")).isTrue();
    }

    @Test
    void theConnectionLivesOnAlsoBehindABody() throws Exception {
        RawClient client = redirecting().client();

        client.send(RequestText.withBody("POST", "/form", "data") + RequestText.get("/next"));

        assertThat(client.read().header("Location")).isEqualTo("https://shop.example.com/form");
        assertThat(client.read().header("Location")).isEqualTo("https://shop.example.com/next");
        FinishedExchange finished = gateway.awaitFinished(2).get(0);
        assertThat(finished.status()).isEqualTo(308);
        assertThat(finished.reason()).isNull();
        assertThat(finished.backend()).isNull();
    }

    @Test
    void aRouteRedirectsAndTheOthersForward() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("forwarded"));
        RawClient client = gateway.start("""
                        listeners: { http: { bind: "127.0.0.1:0" } }
                        hosts:
                          - names: ["*"]
                            pool: main
                            routes: [{ match: { path_prefix: /account }, redirect: { scheme: https } }]
                        pools: { main: ["%s"] }
                        """.formatted(origin.address())).client();

        assertThat(client.get("/account/me").header("Location")).isEqualTo("https://shop.example.com/account/me");
        assertThat(client.get("/").body()).isEqualTo("forwarded");
    }

    @Test
    void withoutAHostThereIsNowhereToGo() throws Exception {
        RawClient client = redirecting().client();

        assertThat(client.send("GET / HTTP/1.0\r\n\r\n").read().status()).isEqualTo(400);
    }

    private GatewayExtension redirecting() throws Exception {
        return gateway.start("""
                listeners: { http: { bind: "127.0.0.1:0" } }
                hosts: [{ names: ["*"], redirect: { scheme: https } }]
                """);
    }
}
