package gateway.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.AccessLogConfig;
import gateway.core.config.Address;
import gateway.core.config.GatewayConfig;
import gateway.core.config.LimitConfig;
import gateway.core.config.ListenerConfig;
import gateway.core.config.PoolConfig;
import gateway.core.config.PoolConfig.AffinityConfig;
import gateway.core.config.PoolConfig.Algorithm;
import gateway.core.config.PoolConfig.BackendConfig;
import gateway.core.config.PoolConfig.ConnectionConfig;
import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.config.RouteConfig;
import gateway.core.config.RouteConfig.MatchConfig;
import gateway.core.config.RouteConfig.RedirectConfig;
import gateway.core.config.RouteConfig.RewriteConfig;
import gateway.core.config.RouteConfig.Scheme;
import gateway.core.config.RouteConfig.StripPrefix;
import gateway.core.config.TimeoutConfig;
import gateway.core.config.VirtualHostConfig;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** With a configuration the messages show what the data path would do. */
class PlayedGatewayTest {
    private static final String INIT =
            "{\"src\":\"c\",\"dest\":\"lb\",\"body\":{\"type\":\"init\",\"msg_id\":1,\"node_id\":\"lb\",\"node_ids\":[\"lb\",\"s1\"]}}\n";

    @Test
    void routesByHost() {
        Answers answers = Answers.of(config());

        assertThat(answers.field(
                        "backend",
                        request("shop.test", "/x"),
                        request("BLOG.test:8080", "/x"),
                        request("no.test", "/")))
                .containsExactly("web-1", "blog-1", "");
    }

    @Test
    void reachesTheHostsOfEveryListener() {
        assertThat(Answers.of(config()).field("backend", request("inner.test", "/x")))
                .containsExactly("blog-1");
    }

    @Test
    void showsTheRewrittenPathAfterInit() {
        Answers answers = Answers.of(config());

        assertThat(answers.bodies(INIT, request("shop.test", "/api/items?id=1"), request("shop.test", "/apix")))
                .containsExactly(
                        "{\"type\":\"init_ok\",\"in_reply_to\":1,\"msg_id\":0}",
                        "{\"type\":\"http_response\",\"in_reply_to\":1,\"msg_id\":1,\"path\":\"/items?id=1\",\"routed_to\":\"web-1\",\"status\":200}",
                        "{\"type\":\"http_response\",\"in_reply_to\":1,\"msg_id\":2,\"path\":\"/apix\",\"routed_to\":\"web-2\",\"status\":200}");
    }

    @Test
    void bindsByItsOwnCookieOnly() {
        Answers answers = Answers.fullOf(config());
        JsonNode first = JsonMapper.shared()
                .readTree(answers.bodies(request("shop.test", "/x")).get(0));
        String setCookie = first.path("headers").path("Set-Cookie").asString();
        String cookie = setCookie.substring(0, setCookie.indexOf(';'));

        List<String> bound = answers.bodies(
                request("shop.test", "/x", cookie),
                request("shop.test", "/x", "a=1; " + cookie),
                request("shop.test", "/x", "session=7"));

        assertThat(setCookie).matches("LB_NODE=[0-9a-f]{16}; Path=/; HttpOnly; SameSite=Lax");
        assertThat(bound.get(0)).contains("\"backend\":\"web-1\"").doesNotContain("Set-Cookie");
        assertThat(bound.get(1)).contains("\"backend\":\"web-1\"").doesNotContain("Set-Cookie");
        assertThat(bound.get(2)).contains("\"backend\":\"web-2\"").contains("Set-Cookie");
    }

    @Test
    void sendsNoBodyForHead() {
        String head = request("shop.test", "/x").replace("\"GET\"", "\"HEAD\"");

        assertThat(Answers.fullOf(config()).field("body", head)).containsExactly("");
    }

    @Test
    void sendsTheClientElsewhere() {
        Answers answers = Answers.fullOf(config());

        assertThat(answers.bodies(request("old.test", "/x?y")).get(0))
                .contains("\"status\":308")
                .contains("\"Location\":\"https://old.test/x?y\"");
    }

    private static String request(String host, String path) {
        return request(host, path, "other=1");
    }

    private static String request(String host, String path, String cookie) {
        return "{\"src\":\"c\",\"dest\":\"lb\",\"body\":{\"type\":\"http_request\",\"msg_id\":1,\"method\":\"GET\",\"path\":\""
                + path + "\",\"headers\":{\"Host\":\"" + host + "\",\"Cookie\":\"" + cookie + "\"}}}\n";
    }

    private static GatewayConfig config() {
        return new GatewayConfig(
                1,
                GatewayConfig.TransportChoice.AUTO,
                List.of(listener("http", 8080), listener("inner", 8081)),
                List.of(),
                GatewayConfig.RequestIdPolicy.TRUSTED,
                List.of(
                        host("shop.test", "http", List.of(route("api", "/api", new StripPrefix("/api"))), "shop"),
                        host("blog.test", "http", List.of(), "blog"),
                        host("inner.test", "inner", List.of(), "blog"),
                        new VirtualHostConfig(
                                List.of("old.test"),
                                List.of("http"),
                                List.of(),
                                Optional.empty(),
                                Optional.of(new RedirectConfig(Scheme.HTTPS)),
                                TimeoutConfig.NONE,
                                Optional.empty())),
                List.of(pool("shop", true, "web-1", "web-2", "web-3"), pool("blog", false, "blog-1")),
                LimitConfig.DEFAULT,
                TimeoutConfig.NONE,
                AccessLogConfig.OFF,
                Optional.empty(),
                Optional.empty());
    }

    private static ListenerConfig listener(String name, int port) {
        return new ListenerConfig(name, List.of(Address.tcp("", port)), Optional.empty(), TimeoutConfig.NONE);
    }

    private static VirtualHostConfig host(String name, String listener, List<RouteConfig> routes, String pool) {
        return new VirtualHostConfig(List.of(name), List.of(listener), routes, Optional.of(pool), TimeoutConfig.NONE);
    }

    private static RouteConfig route(String name, String prefix, @Nullable RewriteConfig rewrite) {
        MatchConfig match = new MatchConfig(Optional.empty(), Optional.of(prefix));
        return new RouteConfig(name, match, Optional.ofNullable(rewrite), "shop", Optional.empty(), TimeoutConfig.NONE);
    }

    private static PoolConfig pool(String name, boolean isSticky, String... backends) {
        return new PoolConfig(
                name,
                Algorithm.ROUND_ROBIN,
                List.of(backends).stream()
                        .map(backend -> new BackendConfig(backend, Address.tcp(backend, 8080)))
                        .toList(),
                isSticky ? Optional.of(new AffinityConfig(AffinityConfig.DEFAULT_COOKIE)) : Optional.empty(),
                OutlierConfig.OFF,
                ConnectionConfig.DEFAULT,
                TimeoutConfig.NONE);
    }
}
