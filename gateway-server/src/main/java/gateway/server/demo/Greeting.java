package gateway.server.demo;

import gateway.core.config.GatewayConfig;
import gateway.core.config.PoolConfig;
import gateway.core.config.RouteConfig;
import gateway.core.config.RouteConfig.ReplacePrefix;
import gateway.core.config.RouteConfig.RewriteConfig;
import gateway.core.config.RouteConfig.StripPrefix;
import gateway.core.config.VirtualHostConfig;
import gateway.server.process.ConfigSource.Started;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What to type next. Made from the demo's own routes, so that no line can promise what is not there. */
final class Greeting {
    private final GatewayConfig config;
    private final String address;
    private final String admin;

    Greeting(GatewayConfig config, Started started) {
        this.config = config;
        this.address = started.listener().startsWith(":") ? "127.0.0.1" + started.listener() : started.listener();
        this.admin = started.admin();
    }

    String text() {
        StringBuilder text =
                new StringBuilder("\nA demo with " + backends() + " backends inside this process. Try:\n\n");
        for (Line line : lines()) {
            text.append(String.format("  %-66s # %s%n", line.command(), line.meaning()));
        }
        text.append(
                "\nYour own: ./gateway run --listen :8080 --to HOST:PORT,HOST:PORT, or a gateway.yaml here. Ctrl-C ends.\n\n");
        return text.toString();
    }

    private long backends() {
        return config.pools().stream()
                .flatMap(pool -> pool.backends().stream())
                .map(PoolConfig.BackendConfig::name)
                .distinct()
                .count();
    }

    private List<Line> lines() {
        List<Line> lines = new ArrayList<>();
        for (VirtualHostConfig host : config.hosts()) {
            host.pool().ifPresent(pool -> lines.add(new Line(curl(host, "/", pool), meaning(pool, Optional.empty()))));
            host.routes().forEach(route -> route.pool().ifPresent(pool -> lines.add(line(host, route, pool))));
        }
        if (!admin.isEmpty()) {
            lines.add(new Line("./gateway status", "backends, connections, configuration"));
            lines.add(new Line("curl http://" + admin + "/metrics", "for Prometheus"));
        }
        return lines;
    }

    private Line line(VirtualHostConfig host, RouteConfig route, String pool) {
        String path = route.match()
                .path()
                .or(() -> route.match()
                        .pathPrefix()
                        .map(prefix -> (prefix.endsWith("/") ? prefix : prefix + "/") + "hello"))
                .orElse("/");
        return new Line(curl(host, path, pool), meaning(pool, route.rewrite()));
    }

    private String curl(VirtualHostConfig host, String path, String pool) {
        String name = host.names().get(0).replace("*.", "www.");
        return "curl " + (name.equals("*") ? "" : "-H 'Host: " + name + "' ") + (isSticky(pool) ? "-b jar -c jar " : "")
                + "http://" + address + path;
    }

    private String meaning(String pool, Optional<RewriteConfig> rewrite) {
        String path = rewrite.map(Greeting::words).orElse("");
        return "pool " + pool + (path.isEmpty() ? "" : ", " + path)
                + (isSticky(pool) ? ", again: the same backend" : "");
    }

    private static String words(RewriteConfig rewrite) {
        if (rewrite instanceof StripPrefix strip) {
            return strip.prefix() + " is cut off";
        }
        return rewrite instanceof ReplacePrefix replace ? "the prefix becomes " + replace.replacement() : "";
    }

    private boolean isSticky(String name) {
        return config.pools().stream()
                .anyMatch(pool -> pool.name().equals(name) && pool.sticky().isPresent());
    }

    private record Line(String command, String meaning) {}
}
