package gateway.it.forwarding;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.OriginRequest;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ForwardedFieldsTest {
    private static final String FORGED = RequestText.of(
            "GET",
            "/",
            "X-Forwarded-For: 203.0.113.9",
            "X-Forwarded-Proto: https",
            "X-Forwarded-Host: evil.example.com",
            "X-Forwarded-Port: 443",
            "X-Real-IP: 203.0.113.9",
            "Forwarded: for=203.0.113.9;proto=https");

    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @Test
    void aStrangersFieldsAreReplaced() throws Exception {
        OriginRequest request = forwarded(FORGED);

        assertThat(request.header("X-Forwarded-For")).isEqualTo("127.0.0.1");
        assertThat(request.header("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(request.header("X-Forwarded-Host")).isEqualTo("shop.example.com");
        assertThat(request.headers("X-Forwarded-Port")).doesNotContain("443");
        assertThat(request.headers("X-Real-IP")).doesNotContain("203.0.113.9");
        assertThat(request.headers("Forwarded")).noneMatch(value -> value.contains("203.0.113.9"));
    }

    @Test
    void aStrangerDoesNotNumberTheTries() throws Exception {
        OriginRequest request = forwarded(RequestText.of("GET", "/", "X-Gateway-Attempt: 7"));

        assertThat(request.headers("X-Gateway-Attempt")).isEmpty();
    }

    @Test
    void aTrustedProxysFieldsAreContinued() throws Exception {
        gateway.with("trusted_proxies: [127.0.0.0/8]");
        OriginRequest request = forwarded(FORGED);

        assertThat(String.join(", ", request.headers("X-Forwarded-For"))).isEqualTo("203.0.113.9, 127.0.0.1");
        assertThat(request.header("X-Forwarded-Proto")).isEqualTo("https");
        assertThat(request.header("X-Forwarded-Host")).isEqualTo("evil.example.com");
        assertThat(request.header("X-Forwarded-Port")).isEqualTo("443");
    }

    @Test
    void severalFieldsBecomeOneList() throws Exception {
        gateway.with("trusted_proxies: [127.0.0.0/8]");
        OriginRequest request =
                forwarded(RequestText.of("GET", "/", "X-Forwarded-For: 203.0.113.9", "X-Forwarded-For: 198.51.100.7"));

        assertThat(String.join(", ", request.headers("X-Forwarded-For")))
                .isEqualTo("203.0.113.9, 198.51.100.7, 127.0.0.1");
    }

    @Test
    void theListenersOwnListWins() throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        gateway.start("""
                trusted_proxies: [127.0.0.0/8]
                listeners: { http: { bind: "127.0.0.1:0", trusted_proxies: [10.0.0.0/8] } }
                hosts: [{ names: ["*"], pool: main }]
                pools: { main: { backends: ["%s"] } }
                """.formatted(origin.address()));

        gateway.client().send(FORGED).read();

        assertThat(origin.request().header("X-Forwarded-For")).isEqualTo("127.0.0.1");
    }

    @Test
    void namingThemInConnectionDoesNotRemoveOurs() throws Exception {
        OriginRequest request = forwarded(
                RequestText.of("GET", "/", "Connection: X-Forwarded-For, X-Forwarded-Proto, X-Request-ID, Host"));

        assertThat(request.header("X-Forwarded-For")).isEqualTo("127.0.0.1");
        assertThat(request.header("X-Forwarded-Proto")).isEqualTo("http");
        assertThat(request.has("X-Request-ID")).isTrue();
        assertThat(request.header("Host")).isEqualTo("shop.example.com");
    }

    @Test
    void theHostGoesUpstreamAsItCame() throws Exception {
        OriginRequest request = forwarded("GET / HTTP/1.1\r\nHost: Shop.Example.com:8080\r\n\r\n");

        assertThat(request.header("Host")).isEqualTo("Shop.Example.com:8080");
        assertThat(request.header("X-Forwarded-Host")).isEqualTo("Shop.Example.com:8080");
    }

    @Test
    void anAbsoluteTargetBecomesHostAndPath() throws Exception {
        OriginRequest request =
                forwarded("GET http://shop.example.com/a?b=c HTTP/1.1\r\nHost: shop.example.com\r\n\r\n");

        assertThat(request.target()).isEqualTo("/a?b=c");
        assertThat(request.header("Host")).isEqualTo("shop.example.com");
    }

    @Test
    void anAbsoluteTargetWithoutAPathAsksForTheRoot() throws Exception {
        OriginRequest request = forwarded("GET http://shop.example.com?b=c HTTP/1.1\r\nHost: shop.example.com\r\n\r\n");

        assertThat(request.target()).isEqualTo("/?b=c");
    }

    private OriginRequest forwarded(String request) throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        RawClient client = gateway.proxyTo(origin).client();
        assertThat(client.send(request).read().status()).isEqualTo(200);
        return origin.request();
    }
}
