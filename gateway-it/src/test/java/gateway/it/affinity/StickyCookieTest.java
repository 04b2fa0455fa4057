package gateway.it.affinity;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.proxy.Stickiness;
import gateway.it.fixture.FinishedExchange;
import gateway.it.fixture.GatewayExtension;
import gateway.it.fixture.OriginRequest;
import gateway.it.fixture.RawClient;
import gateway.it.fixture.RawResponse;
import gateway.it.fixture.RequestText;
import gateway.it.fixture.TinyBackends;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class StickyCookieTest {
    @RegisterExtension
    final GatewayExtension gateway = new GatewayExtension();

    // Set before each test; the extension closes it.
    @SuppressWarnings("NullAway.Init")
    private TinyBackends backends;

    @BeforeEach
    void start() throws Exception {
        backends = gateway.backends(3);
        gateway.start("""
                listeners: { http: { bind: "127.0.0.1:0" } }
                hosts: [{ names: ["*"], pool: main }]
                pools:
                  main:
                    backends: [%s]
                    sticky: { cookie: NODE }
                """.formatted(backends.yaml()));
    }

    @Test
    void theFirstAnswerBindsTheClient() throws Exception {
        RawClient client = gateway.client();

        RawResponse first = client.get("/");
        String cookie = cookieOf(first);
        for (int i = 0; i < 10; i++) {
            RawResponse next =
                    client.send(RequestText.of("GET", "/", "Cookie: " + cookie)).read();
            assertThat(next.body()).isEqualTo(first.body());
            assertThat(next.has("Set-Cookie")).isFalse();
        }
        assertThat(gateway.awaitFinished(11))
                .extracting(FinishedExchange::stickiness)
                .startsWith(Stickiness.NEW)
                .filteredOn(Stickiness.KEPT::equals)
                .hasSize(10);
    }

    @Test
    void theCookieIsSafeAndSaysNothingOfTheAddress() throws Exception {
        RawResponse response = gateway.client().get("/");

        String field = Objects.requireNonNull(response.header("Set-Cookie"));
        assertThat(field)
                .startsWith("NODE=")
                .contains("HttpOnly")
                .contains("Path=/")
                .contains("SameSite=Lax");
        assertThat(field).doesNotContain("127.0.0.1").doesNotContain(response.body());
    }

    @Test
    void theBackendNeverSeesIt() throws Exception {
        RawClient client = gateway.client();
        String cookie = cookieOf(client.get("/first"));

        client.send(RequestText.of("GET", "/alone", "Cookie: " + cookie)).read();
        client.send(RequestText.of("GET", "/among", "Cookie: a=b; " + cookie + "; c=d"))
                .read();

        assertThat(seen("/alone").has("Cookie")).isFalse();
        assertThat(seen("/among").header("Cookie")).isEqualTo("a=b; c=d");
    }

    @Test
    void clientsWithoutACookieAreSpread() throws Exception {
        Set<String> names = new HashSet<>();
        RawClient client = gateway.client();
        for (int i = 0; i < 6; i++) {
            names.add(client.get("/").body());
        }

        assertThat(names).containsExactlyInAnyOrder("b0", "b1", "b2");
    }

    @Test
    void aMadeUpCookieIsReplaced() throws Exception {
        RawResponse response = gateway.client()
                .send(RequestText.of("GET", "/", "Cookie: NODE=nonsense"))
                .read();

        assertThat(response.status()).isEqualTo(200);
        assertThat(response.has("Set-Cookie")).isTrue();
    }

    @Test
    void aClientWhoseBackendDiedIsBoundToAnother() throws Exception {
        RawClient client = gateway.client();
        RawResponse first = client.get("/");
        backends.get(Integer.parseInt(first.body().substring(1))).kill();

        RawResponse next = client.send(RequestText.of("GET", "/", "Cookie: " + cookieOf(first)))
                .read();

        assertThat(next.status()).isEqualTo(200);
        assertThat(next.body()).isNotEqualTo(first.body());
        assertThat(next.headers("Set-Cookie")).hasSize(1);
        assertThat(cookieOf(next)).isNotEqualTo(cookieOf(first));
    }

    private OriginRequest seen(String target) {
        return backends.all().stream()
                .flatMap(origin -> origin.requests().stream())
                .filter(request -> request.target().equals(target))
                .findFirst()
                .orElseThrow();
    }

    private static String cookieOf(RawResponse response) {
        String field = Objects.requireNonNull(response.header("Set-Cookie"), "no Set-Cookie");
        return field.substring(0, field.indexOf(';'));
    }
}
