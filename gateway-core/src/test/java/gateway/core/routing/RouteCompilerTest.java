package gateway.core.routing;

import static gateway.core.routing.RoutingFixture.match;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.GatewayConfig;
import gateway.core.config.ListenerConfig;
import gateway.core.config.PoolConfig.AffinityConfig;
import gateway.core.config.RouteConfig;
import gateway.core.config.RouteConfig.MatchConfig;
import gateway.core.config.RouteConfig.RetryConfig;
import gateway.core.config.TimeoutConfig;
import gateway.core.config.VirtualHostConfig;
import gateway.core.routing.RouteAction.Forward;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RouteCompilerTest {
    @Test
    void leavesOutHostsOfOtherListeners() {
        VirtualHostConfig inner =
                new VirtualHostConfig(List.of("a"), List.of("inner"), List.of(), Optional.of("p"), TimeoutConfig.NONE);
        GatewayConfig config = RoutingFixture.config(
                List.of(inner, RoutingFixture.hostWithPool("b")), List.of(RoutingFixture.POOL), TimeoutConfig.NONE);

        RoutingTable outerTable = RoutingFixture.compile(config, RoutingFixture.listener("outer"));
        RoutingTable innerTable = RoutingFixture.compile(config, RoutingFixture.listener("inner"));

        assertThat(match(outerTable, "a", "/")).isEqualTo("none");
        assertThat(match(outerTable, "b", "/")).isEqualTo("b b");
        assertThat(match(innerTable, "a", "/")).isEqualTo("a a");
        assertThat(innerTable.routes()).extracting(Route::listener).containsOnly("inner");
    }

    @Test
    void servesAllNamesOfAHost() {
        VirtualHostConfig host = new VirtualHostConfig(
                List.of("a", "*.b", "c"), List.of(), List.of(), Optional.of("p"), TimeoutConfig.NONE);
        RoutingTable table = RoutingFixture.table(host);

        assertThat(match(table, "a", "/")).isEqualTo("a a");
        assertThat(match(table, "x.b", "/")).isEqualTo("a a");
        assertThat(match(table, "c", "/")).isEqualTo("a a");
    }

    @Test
    void takesEachTimeoutFromTheNearestLevel() {
        RouteConfig route = new RouteConfig(
                "r", MatchConfig.ANY, Optional.empty(), "p", Optional.empty(), timeouts(1, null, null, null, null));
        VirtualHostConfig host = new VirtualHostConfig(
                List.of("*"), List.of(), List.of(route), Optional.empty(), timeouts(3, 3, 3, null, null));
        ListenerConfig listener = new ListenerConfig("http", List.of(), Optional.empty(), timeouts(4, 4, 4, 4, null));
        GatewayConfig config = RoutingFixture.config(
                List.of(host),
                List.of(RoutingFixture.pool("p", Optional.empty(), timeouts(2, 2, null, null, null))),
                timeouts(5, 5, 5, 5, 5));

        TimeoutConfig merged =
                RoutingFixture.compile(config, listener).routes().get(0).timeouts();

        assertThat(merged.total()).isEqualTo(Duration.ofSeconds(1));
        assertThat(merged.connect()).isEqualTo(Duration.ofSeconds(2));
        assertThat(merged.responseHead()).isEqualTo(Duration.ofSeconds(3));
        assertThat(merged.responseStall()).isEqualTo(Duration.ofSeconds(4));
        assertThat(merged.clientBody()).isEqualTo(Duration.ofSeconds(5));
        assertThat(merged.drain()).isEqualTo(TimeoutConfig.DEFAULTS.drain());
    }

    @Test
    void givesRoutesTheirTriesOrTheDefault() {
        RouteConfig five = new RouteConfig(
                "five", MatchConfig.ANY, Optional.empty(), "p", Optional.of(new RetryConfig(5)), TimeoutConfig.NONE);
        RoutingTable table = RoutingFixture.table(RoutingFixture.host("*", five, RoutingFixture.prefix("/a")));

        assertThat(table.routes()).extracting(route -> route.retry().tries()).containsExactly(5, 2);
    }

    @Test
    void sharesOneAffinityAmongTheRoutesOfAStickyPool() {
        GatewayConfig config = RoutingFixture.config(
                List.of(RoutingFixture.host("*", RoutingFixture.prefix("/a"), RoutingFixture.prefix("/b"))),
                List.of(RoutingFixture.pool("p", Optional.of(new AffinityConfig("ID")), TimeoutConfig.NONE)),
                TimeoutConfig.NONE);

        List<Route> routes =
                RoutingFixture.compile(config, RoutingFixture.LISTENER).routes();

        Forward first = (Forward) routes.get(0).action();
        Forward second = (Forward) routes.get(1).action();
        assertThat(first.affinity()).isNotNull().isSameAs(second.affinity());
        assertThat(first.pool()).isSameAs(second.pool());
        assertThat(first.rewrite()).isNull();
    }

    @Test
    void comparesWithTheCanonicalFormOfItsPaths() {
        RoutingTable table = RoutingFixture.table(
                RoutingFixture.host("*", RoutingFixture.prefix("/%61pi/caf%c3%a9"), RoutingFixture.path("/x/../y")));

        assertThat(match(table, "h", "/api/caf%C3%A9/x")).isEqualTo("* /%61pi/caf%c3%a9");
        assertThat(match(table, "h", "/y")).isEqualTo("* =/x/../y");
    }

    @Test
    void takesTheFirstOfTwoRoutesThatAreTheSame() {
        MatchConfig api = new MatchConfig(Optional.empty(), Optional.of("/api"));
        RoutingTable table = RoutingFixture.table(RoutingFixture.host(
                "*", RoutingFixture.route("one", api, null), RoutingFixture.route("two", api, null)));

        assertThat(match(table, "h", "/api")).isEqualTo("* one");
    }

    private static TimeoutConfig timeouts(
            @Nullable Integer total,
            @Nullable Integer connect,
            @Nullable Integer responseHead,
            @Nullable Integer responseStall,
            @Nullable Integer clientBody) {
        return new TimeoutConfig(
                null,
                null,
                seconds(clientBody),
                null,
                null,
                seconds(connect),
                seconds(responseHead),
                seconds(responseStall),
                seconds(total),
                null,
                null,
                null);
    }

    private static @Nullable Duration seconds(@Nullable Integer value) {
        return value == null ? null : Duration.ofSeconds(value);
    }
}
