package gateway.core.config;

import gateway.core.config.RouteConfig.MatchConfig;
import gateway.core.config.RouteConfig.RedirectConfig;
import gateway.core.config.TimeoutField.Level;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Each host name leads to one host on each listener, and each request of a host to one route. */
final class HostRules {
    private final GatewayConfig config;
    private final ProblemList problems;
    private final Set<String> listeners;
    private final Set<String> pools;
    private final RedirectRules redirects;
    private final Map<String, String> placeOfName = new HashMap<>();

    HostRules(GatewayConfig config, ProblemList problems) {
        this.config = config;
        this.problems = problems;
        this.redirects = new RedirectRules(config, problems);
        this.listeners = new LinkedHashSet<>(
                config.listeners().stream().map(ListenerConfig::name).toList());
        this.pools = new LinkedHashSet<>(
                config.pools().stream().map(PoolConfig::name).toList());
    }

    void check() {
        if (config.hosts().isEmpty() && config.listeners().stream().noneMatch(ListenerConfig::hasConnect)) {
            problems.add("hosts", "none is given (expected: at least one, as in - { names: [\"*\"], pool: app })");
        }
        for (int i = 0; i < config.hosts().size(); i++) {
            checkHost("hosts[" + i + "]", config.hosts().get(i));
        }
    }

    private void checkHost(String path, VirtualHostConfig host) {
        if (host.names().isEmpty()) {
            problems.add(path + ".names", "none is given (expected: at least one, as in [example.com] or [\"*\"])");
        }
        if (host.routes().isEmpty() && host.pool().isEmpty() && host.redirect().isEmpty()) {
            problems.add(path, "no request can be answered (expected: routes, pool or redirect)");
        }
        if (host.pool().isPresent() && host.redirect().isPresent()) {
            problems.add(path, "pool and redirect are both given (expected: one of them)");
        }
        host.redirect().ifPresent(redirect -> redirects.check(path + ".redirect", redirect, host));
        host.upgrades().ifPresent(upgrades -> RouteRules.checkUpgrades(problems, path + ".upgrades", upgrades));
        for (int i = 0; i < host.names().size(); i++) {
            checkName(path + ".names[" + i + "]", host.names().get(i), host.listeners());
        }
        for (int i = 0; i < host.listeners().size(); i++) {
            problems.expectKnown(
                    "listener", path + ".listeners[" + i + "]", host.listeners().get(i), listeners);
        }
        problems.expectUnique(
                "listener",
                host.listeners(),
                indexed(path + ".listeners", host.listeners().size()));
        host.pool().ifPresent(pool -> problems.expectKnown("pool", path + ".pool", pool, pools));
        TimeoutRules.check(problems, path + ".timeouts", host.timeouts(), Level.HOST);
        checkRoutes(path, host);
    }

    private void checkName(String path, String name, List<String> onListeners) {
        problems.expect(Forms.isVirtualHostName(name), path, name, Forms.HOST_NAME);
        Collection<String> served = onListeners.isEmpty() ? listeners : onListeners;
        for (String listener : served) {
            String first = placeOfName.putIfAbsent(listener + " " + name, path);
            if (first != null) {
                problems.addTwice(path, "host name \"" + name + "\" is given twice on listener " + listener, first);
                return;
            }
        }
    }

    private void checkRoutes(String path, VirtualHostConfig host) {
        List<String> names = new ArrayList<>();
        List<String> paths = new ArrayList<>();
        List<String> matches = new ArrayList<>();
        RouteRules rules = new RouteRules(problems, pools);
        for (int i = 0; i < host.routes().size(); i++) {
            RouteConfig route = host.routes().get(i);
            String place = path + ".routes[" + i + "]";
            names.add(route.name());
            paths.add(place);
            matches.add(describe(route.match()));
            rules.check(place, route);
            if (route.action() instanceof RedirectConfig redirect) {
                redirects.check(place + ".redirect", redirect, host);
            }
        }
        boolean isImplicit = host.pool().isPresent() || host.redirect().isPresent();
        if (isImplicit && !host.names().isEmpty()) {
            names.add(host.implicitRouteName());
            paths.add(path + (host.pool().isPresent() ? ".pool" : ".redirect"));
        }
        problems.expectUnique("route", names, paths);
        problems.expectUnique("match", matches, paths);
    }

    /** Equal texts take equal requests. */
    private static String describe(MatchConfig match) {
        return match.path()
                .map(path -> "path " + path)
                .orElseGet(() -> "path_prefix " + match.pathPrefix().orElse("/"));
    }

    private static List<String> indexed(String path, int size) {
        List<String> paths = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            paths.add(path + "[" + i + "]");
        }
        return paths;
    }
}
