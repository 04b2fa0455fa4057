package gateway.it.routing;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.Script;
import gateway.it.fixture.ScriptedOrigin;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PrefixRewriteTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    @ParameterizedTest
    @CsvSource({
        "/strip/users, /users",
        "/strip/users?a=/strip, /users?a=/strip",
        "/strip, /",
        "/strip/, /",
        "/strip?q, /?q",
        "/strip/a%2Fb, /a%2Fb",
        "/replace/users, /v2/users",
        "/replace, /v2",
        "/replace/?q=1, /v2/?q=1",
        "/stripx, /stripx",
        "/plain/x, /plain/x"
    })
    void changesThePathAndKeepsTheQuery(String target, String upstream) throws Exception {
        ScriptedOrigin origin = gateway.origin(Script.saying("ok"));
        gateway.start("""
                listeners: { http: { bind: "127.0.0.1:0" } }
                hosts:
                  - names: ["*"]
                    routes:
                      - { name: strip, match: { path_prefix: /strip }, rewrite: { strip_prefix: /strip }, pool: main }
                      - { name: replace, match: { path_prefix: /replace }, rewrite: { replace_prefix: /v2 }, pool: main }
                    pool: main
                pools: { main: { backends: ["%s"] } }
                """.formatted(origin.address()));
        RawClient client = gateway.client();

        assertThat(client.get(target).status()).isEqualTo(200);

        assertThat(origin.request().target()).isEqualTo(upstream);
    }

    @org.junit.jupiter.api.Test
    void aRetryStartsFromTheSamePath() throws Exception {
        ScriptedOrigin dying = gateway.origin(connection -> connection.readRequest());
        ScriptedOrigin good = gateway.origin(Script.saying("ok"));
        gateway.start("""
                listeners: { http: { bind: "127.0.0.1:0" } }
                hosts:
                  - names: ["*"]
                    routes:
                      - { name: strip, match: { path_prefix: /a }, rewrite: { strip_prefix: /a }, pool: main }
                pools: { main: { backends: ["%s", "%s"], passive_health: off } }
                """.formatted(dying.address(), good.address()));
        RawClient client = gateway.client();

        for (int i = 0; i < 4; i++) {
            assertThat(client.get("/a/a/b").status()).isEqualTo(200);
        }

        assertThat(good.requests())
                .allSatisfy(request -> assertThat(request.target()).isEqualTo("/a/b"));
        assertThat(good.requests()).allSatisfy(request -> assertThat(request.headers("X-Forwarded-For"))
                .containsExactly("127.0.0.1"));
    }
}
