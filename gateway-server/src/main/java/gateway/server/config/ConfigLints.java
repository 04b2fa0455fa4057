package gateway.server.config;

import gateway.core.config.ConfigProblem;
import gateway.core.config.GatewayConfig;
import gateway.core.config.ListenerConfig;
import gateway.core.config.PoolConfig;
import gateway.core.config.RouteConfig;
import gateway.core.config.RouteConfig.MatchConfig;
import gateway.core.config.RouteConfig.StripPrefix;
import gateway.core.config.TimeoutConfig;
import gateway.core.config.UpstreamTlsConfig;
import gateway.core.config.VirtualHostConfig;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Finds what a configuration may hold, but hardly by intention. */
final class ConfigLints {
    private final GatewayConfig config;
    private final List<ConfigProblem> lints = new ArrayList<>();

    private ConfigLints(GatewayConfig config) {
        this.config = config;
    }

    static List<ConfigProblem> of(GatewayConfig config) {
        return new ConfigLints(config).run();
    }

    private List<ConfigProblem> run() {
        checkTrust("trusted_proxies", config.trustedProxies());
        config.listeners().forEach(listener -> listener.trustedProxies()
                .ifPresent(list -> checkTrust("listeners." + listener.name() + ".trusted_proxies", list)));
        config.listeners().forEach(this::checkConnect);
        config.listeners().forEach(listener -> listener.proxyProtocol()
                .ifPresent(proxyProtocol ->
                        checkTrust("listeners." + listener.name() + ".proxy_protocol.from", proxyProtocol.from())));
        checkUnusedPools();
        for (PoolConfig pool : config.pools()) {
            pool.tls().ifPresent(tls -> checkTls("pools." + pool.name() + ".tls", tls));
            if (pool.sticky().isPresent()) {
                add("pools." + pool.name() + ".sticky", "the cookie is not signed: a client can choose its backend");
            }
        }
        for (int i = 0; i < config.hosts().size(); i++) {
            checkHost("hosts[" + i + "]", config.hosts().get(i));
        }
        return List.copyOf(lints);
    }

    private void checkTls(String path, UpstreamTlsConfig tls) {
        if (tls.verify()) {
            return;
        }
        add(path + ".verify", "certificates are not verified: whoever is on the way can read and change everything");
        tls.ca().ifPresent(file -> add(path + ".ca", "is never asked, as verify is off"));
        tls.verifyName().ifPresent(name -> add(path + ".verify_name", "is never asked for, as verify is off"));
    }

    private void checkTrust(String path, List<String> networks) {
        for (int i = 0; i < networks.size(); i++) {
            if (networks.get(i).endsWith("/0")) {
                add(
                        path + "[" + i + "]",
                        "\"" + networks.get(i) + "\" lets every client choose the address it is known by");
            }
        }
    }

    private void checkConnect(ListenerConfig listener) {
        for (int i = 0; i < listener.connect().size(); i++) {
            if (listener.connect().get(i).host().equals("*")) {
                add(
                        "listeners." + listener.name() + ".connect[" + i + "]",
                        "\"" + listener.connect().get(i) + "\" lets every client reach any host from here");
            }
        }
    }

    private void checkUnusedPools() {
        Set<String> used = new HashSet<>();
        for (VirtualHostConfig host : config.hosts()) {
            host.pool().ifPresent(used::add);
            host.routes().forEach(route -> route.pool().ifPresent(used::add));
        }
        for (PoolConfig pool : config.pools()) {
            if (!used.contains(pool.name())) {
                add("pools." + pool.name(), "no host and no route leads to pool \"" + pool.name() + "\"");
            }
        }
    }

    private void checkHost(String path, VirtualHostConfig host) {
        boolean all =
                host.routes().stream().anyMatch(route -> prefix(route.match()).equals(Optional.of("/")));
        if (all && host.pool().isPresent()) {
            add(path + ".pool", "is never asked: a route takes every request of this host");
        }
        if (all && host.redirect().isPresent()) {
            add(path + ".redirect", "never happens: a route takes every request of this host");
        }
        for (int i = 0; i < host.routes().size(); i++) {
            RouteConfig route = host.routes().get(i);
            checkStrip(path + ".routes[" + i + "].rewrite.strip_prefix", route);
            checkTimeouts(path + ".routes[" + i + "].timeouts", route.timeouts(), host.timeouts());
        }
        checkTimeouts(path + ".timeouts", host.timeouts(), TimeoutConfig.NONE);
    }

    private void checkStrip(String path, RouteConfig route) {
        String matched = route.match().path().or(() -> prefix(route.match())).orElse("/");
        if (route.rewrite().isPresent()
                && route.rewrite().get() instanceof StripPrefix strip
                && !within(matched, strip.prefix())
                && !within(strip.prefix(), matched)) {
            add(path, "\"" + strip.prefix() + "\" is never at the beginning of a path that this route takes");
        }
    }

    private void checkTimeouts(String path, TimeoutConfig given, TimeoutConfig outer) {
        TimeoutConfig merged = given.over(outer).over(config.timeouts()).over(TimeoutConfig.DEFAULTS);
        Duration head = merged.responseHead();
        Duration total = merged.total();
        // A total that is shorter than the default of one try is common, and does what it says.
        boolean said = given.responseHead() != null;
        if (said && head != null && total != null && !head.equals(TimeoutConfig.OFF) && head.compareTo(total) > 0) {
            add(
                    path,
                    "response_head " + DurationText.of(head) + " of one try is longer than total "
                            + DurationText.of(total) + " of all tries");
        }
    }

    private static Optional<String> prefix(MatchConfig match) {
        return match.path().isPresent()
                ? Optional.empty()
                : Optional.of(match.pathPrefix().orElse("/"));
    }

    private static boolean within(String path, String prefix) {
        String base = prefix.endsWith("/") ? prefix.substring(0, prefix.length() - 1) : prefix;
        return path.equals(base) || path.startsWith(base + "/");
    }

    private void add(String path, String message) {
        lints.add(new ConfigProblem(path, message));
    }
}
