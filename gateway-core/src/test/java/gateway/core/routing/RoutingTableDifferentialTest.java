package gateway.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.core.config.RouteConfig;
import gateway.core.config.VirtualHostConfig;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** The compiled table and a matcher that just tries everything must agree. */
class RoutingTableDifferentialTest {
    private static final String[] LABELS = {"a", "b", "ab", "com"};
    // Aa and BB have the same hash.
    private static final String[] SEGMENTS = {"a", "b", "ab", "", "Aa", "BB"};

    private final Random random = new Random(20_260_701);

    @Test
    void agreesWithANaiveMatcher() {
        int found = 0;
        for (int run = 0; run < 1_500; run++) {
            List<VirtualHostConfig> hosts = hosts();
            RoutingTable table = RoutingFixture.table(hosts.toArray(new VirtualHostConfig[0]));
            for (int request = 0; request < 60; request++) {
                String host = random.nextInt(20) == 0 ? "" : host();
                String path = path();
                String expected = naive(hosts, host, path);

                assertThat(RoutingFixture.match(table, host, path))
                        .as("%s%s in %s", host, path, hosts)
                        .isEqualTo(expected);
                found += expected.equals("none") ? 0 : 1;
            }
        }
        assertThat(found).isBetween(10_000, 80_000);
    }

    private List<VirtualHostConfig> hosts() {
        List<VirtualHostConfig> hosts = new ArrayList<>();
        for (String name : distinct(1 + random.nextInt(6), this::hostName)) {
            List<RouteConfig> routes = new ArrayList<>();
            distinct(random.nextInt(8), this::path).forEach(path -> routes.add(RoutingFixture.prefix(path)));
            distinct(random.nextInt(3), this::path).forEach(path -> routes.add(RoutingFixture.path(path)));
            Collections.shuffle(routes, random);
            RouteConfig[] all = routes.toArray(new RouteConfig[0]);
            hosts.add(random.nextInt(3) == 0 ? RoutingFixture.hostWithPool(name, all) : RoutingFixture.host(name, all));
        }
        return hosts;
    }

    private String hostName() {
        int kind = random.nextInt(8);
        if (kind == 0) {
            return "*";
        }
        return kind < 4 ? "*." + host() : host();
    }

    private String host() {
        List<String> labels = new ArrayList<>();
        for (int i = random.nextInt(4); i >= 0; i--) {
            labels.add(LABELS[random.nextInt(LABELS.length)]);
        }
        return String.join(".", labels);
    }

    private String path() {
        StringBuilder path = new StringBuilder();
        for (int i = random.nextInt(4); i >= 0; i--) {
            path.append('/').append(SEGMENTS[random.nextInt(SEGMENTS.length)]);
        }
        return path.toString();
    }

    private static Set<String> distinct(int count, Supplier<String> source) {
        Set<String> values = new LinkedHashSet<>();
        for (int i = 0; i < count; i++) {
            values.add(source.get());
        }
        return values;
    }

    private static String naive(List<VirtualHostConfig> hosts, String host, String path) {
        return hosts.stream()
                .filter(candidate -> hasName(candidate.names().get(0), host))
                .max(Comparator.comparingInt(candidate -> rank(candidate.names().get(0))))
                .map(best -> naive(best, path))
                .orElse("none");
    }

    private static boolean hasName(String name, String host) {
        if (name.equals("*") || name.equals(host)) {
            return true;
        }
        return name.startsWith("*.") && host.endsWith(name.substring(1)) && host.length() >= name.length();
    }

    private static int rank(String name) {
        if (name.equals("*")) {
            return 0;
        }
        return name.startsWith("*.") ? name.length() : 1_000;
    }

    private static String naive(VirtualHostConfig host, String path) {
        String name = host.names().get(0);
        for (RouteConfig route : host.routes()) {
            if (route.match().path().filter(path::equals).isPresent()) {
                return name + " " + route.name();
            }
        }
        return host.routes().stream()
                .map(route -> route.match().pathPrefix().orElse("none"))
                .filter(prefix -> takes(prefix, path))
                .max(Comparator.comparingInt(String::length))
                .map(prefix -> name + " " + prefix)
                .orElse(host.pool().isPresent() ? name + " " + name : "none");
    }

    private static boolean takes(String prefix, String path) {
        return path.equals(prefix) || path.startsWith(prefix.endsWith("/") ? prefix : prefix + "/");
    }
}
