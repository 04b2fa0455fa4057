package gateway.it.routing;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.TinyBackends;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HostRoutingTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @BeforeEach
    void start() throws Exception {
        TinyBackends backends = gateway.backends(4);
        gateway.start("""
                listeners: { http: { bind: "127.0.0.1:0" } }
                hosts:
                  - { names: ["*.example.com"], pool: wild }
                  - { names: [shop.example.com, "[::1]"], pool: exact }
                  - { names: ["*.deep.example.com"], pool: deep }
                  - { names: ["*"], pool: rest }
                pools:
                  exact: { backends: ["%s"] }
                  wild: { backends: ["%s"] }
                  deep: { backends: ["%s"] }
                  rest: { backends: ["%s"] }
                """.formatted(
                        backends.all().stream().map(origin -> origin.address()).toArray()));
    }

    @Test
    void exactBeatsLongestWildcardBeatsRest() throws Exception {
        assertThat(backendOf("shop.example.com")).isEqualTo("b0");
        assertThat(backendOf("other.example.com")).isEqualTo("b1");
        assertThat(backendOf("a.b.example.com")).isEqualTo("b1");
        assertThat(backendOf("x.deep.example.com")).isEqualTo("b2");
        assertThat(backendOf("example.com")).isEqualTo("b3");
        assertThat(backendOf("example.org")).isEqualTo("b3");
        assertThat(backendOf("127.0.0.1")).isEqualTo("b3");
    }

    @Test
    void caseAndPortAndTrailingDotDoNotMatter() throws Exception {
        assertThat(backendOf("SHOP.Example.COM")).isEqualTo("b0");
        assertThat(backendOf("shop.example.com:8080")).isEqualTo("b0");
        assertThat(backendOf("shop.example.com.")).isEqualTo("b0");
        assertThat(backendOf("[::1]:8080")).isEqualTo("b0");
        assertThat(backendOf("[::1]")).isEqualTo("b0");
    }

    @Test
    void theTargetsAuthorityDecidesWhenThereIsOne() throws Exception {
        RawClient client = gateway.client();

        client.send("GET http://shop.example.com/ HTTP/1.0\r\n\r\n");

        assertThat(client.read().body()).isEqualTo("b0");
    }

    private String backendOf(String host) throws Exception {
        try (RawClient client = gateway.client()) {
            return client.send("GET / HTTP/1.1\r\nHost: " + host + "\r\n\r\n")
                    .read()
                    .body();
        }
    }
}
