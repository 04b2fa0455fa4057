package gateway.it.routing;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.TinyBackends;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PathRoutingTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @BeforeEach
    void start() throws Exception {
        TinyBackends backends = gateway.backends(4);
        gateway.start("""
                listeners: { http: { bind: "127.0.0.1:0" } }
                hosts:
                  - names: [shop.example.com]
                    routes:
                      - { name: api, match: { path_prefix: /api }, pool: api }
                      - { name: users, match: { path_prefix: /api/users }, pool: users }
                      - { name: one, match: { path: /api/users/1 }, pool: one }
                    pool: rest
                  - names: [strict.example.com]
                    routes:
                      - { name: api, match: { path_prefix: /api }, pool: api }
                pools:
                  api: { backends: ["%s"] }
                  users: { backends: ["%s"] }
                  one: { backends: ["%s"] }
                  rest: { backends: ["%s"] }
                """.formatted(
                        backends.all().stream().map(origin -> origin.address()).toArray()));
    }

    @Test
    void exactBeatsLongestPrefixBySegments() throws Exception {
        assertThat(backendOf("/api")).isEqualTo("b0");
        assertThat(backendOf("/api/")).isEqualTo("b0");
        assertThat(backendOf("/api?x=/api/users")).isEqualTo("b0");
        assertThat(backendOf("/api/usersx")).isEqualTo("b0");
        assertThat(backendOf("/api/users")).isEqualTo("b1");
        assertThat(backendOf("/api/users/2")).isEqualTo("b1");
        assertThat(backendOf("/api/users/1/")).isEqualTo("b1");
        assertThat(backendOf("/api/users/1")).isEqualTo("b2");
        assertThat(backendOf("/apix")).isEqualTo("b3");
        assertThat(backendOf("/")).isEqualTo("b3");
    }

    @Test
    void thePathIsMatchedInItsCanonicalForm() throws Exception {
        assertThat(backendOf("/%61pi/users")).isEqualTo("b1");
        assertThat(backendOf("/x/../api/users")).isEqualTo("b1");
        assertThat(backendOf("/x/%2e%2e/api/users")).isEqualTo("b1");
        assertThat(backendOf("/api%2Fusers")).isEqualTo("b3");
        assertThat(backendOf("//api")).isEqualTo("b3");
        assertThat(backendOf("/API")).isEqualTo("b3");
    }

    @Test
    void withoutADefaultNothingElseIsServed() throws Exception {
        RawClient client = gateway.client();

        client.send("GET /other HTTP/1.1\r\nHost: strict.example.com\r\n\r\n");
        assertThat(client.read().status()).isEqualTo(404);
        client.send("GET /api/x HTTP/1.1\r\nHost: strict.example.com\r\n\r\n");
        assertThat(client.read().body()).isEqualTo("b0");
    }

    private String backendOf(String target) throws Exception {
        try (RawClient client = gateway.client()) {
            return client.get(target).body();
        }
    }
}
