package gateway.core.routing;

import static gateway.core.routing.RoutingFixture.host;
import static gateway.core.routing.RoutingFixture.hostWithPool;
import static gateway.core.routing.RoutingFixture.match;
import static gateway.core.routing.RoutingFixture.path;
import static gateway.core.routing.RoutingFixture.prefix;
import static gateway.core.routing.RoutingFixture.route;
import static gateway.core.routing.RoutingFixture.table;
import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.RouteConfig;
import gateway.core.config.RouteConfig.MatchConfig;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoutingTableTest {
    @Test
    void prefersTheExactHostThenTheLongestWildcardThenAny() {
        RoutingTable table = table(
                hostWithPool("*"),
                hostWithPool("*.example.com"),
                hostWithPool("*.shop.example.com"),
                hostWithPool("a.example.com"));

        assertThat(match(table, "a.example.com", "/")).startsWith("a.example.com ");
        assertThat(match(table, "b.example.com", "/")).startsWith("*.example.com ");
        assertThat(match(table, "b.a.example.com", "/")).startsWith("*.example.com ");
        assertThat(match(table, "x.shop.example.com", "/")).startsWith("*.shop.example.com ");
        assertThat(match(table, "shop.example.com", "/")).startsWith("*.example.com ");
        assertThat(match(table, "example.com", "/")).startsWith("* ");
        assertThat(match(table, "xexample.com", "/")).startsWith("* ");
        assertThat(match(table, ".example.com", "/")).startsWith("* ");
        assertThat(match(table, "", "/")).startsWith("* ");
    }

    @Test
    void hasNoRouteForAnUnknownHost() {
        RoutingTable table = table(hostWithPool("a.example.com"), hostWithPool("*.b.example.com"));

        assertThat(match(table, "b.example.com", "/")).isEqualTo("none");
        assertThat(match(table, "", "/")).isEqualTo("none");
        assertThat(match(table(), "a", "/")).isEqualTo("none");
    }

    @Test
    void takesWholeSegmentsOnly() {
        RoutingTable table = table(host("*", prefix("/api")));

        assertThat(match(table, "h", "/api")).isEqualTo("* /api");
        assertThat(match(table, "h", "/api/")).isEqualTo("* /api");
        assertThat(match(table, "h", "/api/x/y")).isEqualTo("* /api");
        assertThat(match(table, "h", "/apix")).isEqualTo("none");
        assertThat(match(table, "h", "/ap")).isEqualTo("none");
        assertThat(match(table, "h", "/x/api")).isEqualTo("none");
        assertThat(match(table, "h", "/API")).isEqualTo("none");
        assertThat(match(table, "h", "/")).isEqualTo("none");
    }

    @Test
    void takesOnlyWhatHasTheSlashWhenThePrefixHasOne() {
        RoutingTable table = table(host("*", prefix("/api/")));

        assertThat(match(table, "h", "/api/")).isEqualTo("* /api/");
        assertThat(match(table, "h", "/api/x")).isEqualTo("* /api/");
        assertThat(match(table, "h", "/api")).isEqualTo("none");
        assertThat(match(table, "h", "/apix/")).isEqualTo("none");
    }

    @Test
    void takesEverythingWithTheRoot() {
        RoutingTable table = table(host("*", prefix("/")));

        assertThat(match(table, "h", "/")).isEqualTo("* /");
        assertThat(match(table, "h", "/x")).isEqualTo("* /");
        assertThat(match(table, "h", "//x")).isEqualTo("* /");
        assertThat(match(table, "h", "*")).isEqualTo("* /");
    }

    @Test
    void prefersTheExactPathThenTheLongestPrefix() {
        RoutingTable table = table(hostWithPool(
                "*", prefix("/"), prefix("/a"), prefix("/a/b"), prefix("/a/b/"), path("/a/b/c"), path("/a")));

        assertThat(match(table, "h", "/a")).isEqualTo("* =/a");
        assertThat(match(table, "h", "/a/")).isEqualTo("* /a");
        assertThat(match(table, "h", "/a/bc")).isEqualTo("* /a");
        assertThat(match(table, "h", "/a/b")).isEqualTo("* /a/b");
        assertThat(match(table, "h", "/a/b/")).isEqualTo("* /a/b/");
        assertThat(match(table, "h", "/a/b/c")).isEqualTo("* =/a/b/c");
        assertThat(match(table, "h", "/a/b/c/d")).isEqualTo("* /a/b/");
        assertThat(match(table, "h", "/b")).isEqualTo("* /");
    }

    @Test
    void usesTheHostsPoolForWhatNoRouteTakes() {
        RoutingTable table = table(hostWithPool("*", prefix("/api")));

        assertThat(match(table, "h", "/api/x")).isEqualTo("* /api");
        assertThat(match(table, "h", "/other")).isEqualTo("* *");
    }

    @Test
    void prefersARouteWithoutConditionsToTheHostsPool() {
        RouteConfig any = route("any", MatchConfig.ANY, null);

        assertThat(match(table(hostWithPool("*", any)), "h", "/x")).isEqualTo("* any");
        assertThat(match(table(hostWithPool("*", any, prefix("/"))), "h", "/x")).isEqualTo("* /");
    }

    @Test
    void neverFallsToALessSpecificHost() {
        RoutingTable table =
                table(hostWithPool("*"), hostWithPool("*.example.com"), host("a.example.com", prefix("/api")));

        assertThat(match(table, "a.example.com", "/x")).isEqualTo("none");
    }

    @Test
    void listsItsRoutesInFileOrder() {
        RoutingTable table = table(hostWithPool("b", prefix("/z"), prefix("/a")), host("a", path("/")));

        assertThat(table.routes()).extracting(Route::name).containsExactly("/z", "/a", "b", "=/");
    }

    @Test
    void compilesAHundredThousandRoutesAndMatchesEach() {
        List<RouteConfig> routes = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            routes.add(i % 2 == 0 ? prefix("/tenant-" + i % 1000 + "/service-" + i) : path("/page/" + i));
        }
        long start = System.nanoTime();

        RoutingTable table = table(host("*", routes.toArray(new RouteConfig[0])));

        // A table that compares routes with each other needs minutes.
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
        for (RouteConfig route : routes) {
            String path = route.match().path().orElseGet(() -> route.name() + "/x");
            assertThat(match(table, "h", path)).isEqualTo("* " + route.name());
        }
    }

    @Test
    void allocatesNothingForAMatch() {
        RoutingTable table = table(
                hostWithPool("*.example.com", prefix("/api"), prefix("/static/images"), path("/login")),
                hostWithPool("other"));
        var request = RoutingFixture.request("shop.example.com", "/static/images/logo.png");
        var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
        int hits = 0;
        for (int i = 0; i < 20_000; i++) {
            hits += table.match(request) != null ? 1 : 0;
        }

        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 100_000; i++) {
            hits += table.match(request) != null ? 1 : 0;
        }
        long allocated = threads.getCurrentThreadAllocatedBytes() - before;

        assertThat(hits).isEqualTo(120_000);
        assertThat(allocated).isLessThan(100_000);
    }
}
