package gateway.server.config;

import gateway.core.config.AccessLogConfig;
import gateway.core.config.Address;
import gateway.core.config.GatewayConfig;
import gateway.core.config.GatewayConfig.AdminConfig;
import gateway.core.config.LimitConfig;
import gateway.core.config.ListenerConfig;
import gateway.core.config.ListenerConfig.Protocol;
import gateway.core.config.PoolConfig;
import gateway.core.config.RouteConfig;
import gateway.core.config.RouteConfig.RedirectConfig;
import gateway.core.config.RouteConfig.ReplacePrefix;
import gateway.core.config.RouteConfig.RewriteConfig;
import gateway.core.config.RouteConfig.StripPrefix;
import gateway.core.config.TimeoutConfig;
import gateway.core.config.TimeoutField;
import gateway.core.config.VirtualHostConfig;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** A configuration as maps, lists and texts, with the keys of the file. */
final class EffectiveTree {
    private EffectiveTree() {}

    static Map<String, Object> of(GatewayConfig config) {
        Map<String, Object> root = new LinkedHashMap<>();
        root.put("workers", config.workers() == 0 ? "auto" : config.workers());
        root.put("runtime", Map.of("transport", ProcessKeys.TRANSPORTS.word(config.transport())));
        Map<String, Object> listeners = new LinkedHashMap<>();
        config.listeners().forEach(listener -> listeners.put(listener.name(), listener(listener)));
        root.put("listeners", listeners);
        root.put("trusted_proxies", config.trustedProxies());
        root.put("request_id", ProcessKeys.REQUEST_IDS.word(config.requestId()));
        root.put("hosts", config.hosts().stream().map(EffectiveTree::host).toList());
        Map<String, Object> pools = new LinkedHashMap<>();
        config.pools().forEach(pool -> pools.put(pool.name(), pool(pool)));
        root.put("pools", pools);
        root.put("limits", limits(config.limits()));
        putTimeouts(root, config.timeouts());
        root.put("access_log", accessLog(config.accessLog()));
        root.put(
                "monitoring",
                config.monitoring().<Object>map(m -> bind(m.bind())).orElse("off"));
        root.put("admin", config.admin().<Object>map(EffectiveTree::admin).orElse("off"));
        return root;
    }

    private static Map<String, Object> bind(Address address) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("bind", address);
        return map;
    }

    private static Map<String, Object> admin(AdminConfig admin) {
        Map<String, Object> map = bind(admin.bind());
        admin.tokenFile().ifPresent(file -> map.put("token_file", file));
        return map;
    }

    private static Map<String, Object> listener(ListenerConfig listener) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("bind", listener.bind());
        listener.tls().ifPresent(tls -> map.put("tls", TlsTree.of(tls)));
        if (!listener.protocols().isEmpty()) {
            map.put(
                    "protocols",
                    listener.protocols().stream().map(Protocol::word).toList());
        }
        map.put("connections", connections(listener.connections()));
        listener.trustedProxies().ifPresent(proxies -> map.put("trusted_proxies", proxies));
        if (!listener.connect().isEmpty()) {
            map.put("connect", listener.connect());
        }
        listener.proxyProtocol()
                .ifPresent(proxyProtocol -> map.put("proxy_protocol", Map.of("from", proxyProtocol.from())));
        putTimeouts(map, listener.timeouts());
        return map;
    }

    private static Map<String, Object> connections(ListenerConfig.ConnectionConfig connections) {
        Map<String, Object> map = new LinkedHashMap<>();
        boolean isEndless = connections.maxAge().equals(TimeoutConfig.OFF);
        map.put("max_age", isEndless ? "off" : DurationText.of(connections.maxAge()));
        map.put("max_requests", connections.maxRequests() == LimitConfig.OFF ? "off" : connections.maxRequests());
        return map;
    }

    private static Map<String, Object> host(VirtualHostConfig host) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("names", host.names());
        if (!host.listeners().isEmpty()) {
            map.put("listeners", host.listeners());
        }
        host.pool().ifPresent(pool -> map.put("pool", pool));
        host.redirect().ifPresent(redirect -> map.put("redirect", redirect(redirect)));
        putTimeouts(map, host.timeouts());
        host.upgrades().ifPresent(upgrades -> map.put("upgrades", upgrades(upgrades)));
        if (!host.routes().isEmpty()) {
            map.put("routes", host.routes().stream().map(EffectiveTree::route).toList());
        }
        return map;
    }

    private static Map<String, Object> route(RouteConfig route) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", route.name());
        Map<String, Object> match = new LinkedHashMap<>();
        route.match().path().ifPresent(path -> match.put("path", path));
        route.match().pathPrefix().ifPresent(prefix -> match.put("path_prefix", prefix));
        if (!match.isEmpty()) {
            map.put("match", match);
        }
        route.rewrite().ifPresent(rewrite -> map.put("rewrite", rewrite(rewrite)));
        route.retry().ifPresent(retry -> map.put("retry", Map.of("tries", retry.tries())));
        putTimeouts(map, route.timeouts());
        route.upgrades().ifPresent(upgrades -> map.put("upgrades", upgrades(upgrades)));
        route.pool().ifPresent(pool -> map.put("pool", pool));
        if (route.action() instanceof RedirectConfig redirect) {
            map.put("redirect", redirect(redirect));
        }
        return map;
    }

    private static Object upgrades(List<String> upgrades) {
        return upgrades.isEmpty() ? "off" : upgrades;
    }

    private static Map<String, Object> redirect(RedirectConfig redirect) {
        return Map.of("scheme", redirect.scheme().name().toLowerCase(Locale.ROOT));
    }

    private static Map<String, Object> rewrite(RewriteConfig rewrite) {
        if (rewrite instanceof StripPrefix strip) {
            return Map.of("strip_prefix", strip.prefix());
        }
        return Map.of("replace_prefix", ((ReplacePrefix) rewrite).replacement());
    }

    private static Map<String, Object> pool(PoolConfig pool) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("algorithm", PoolKeys.ALGORITHMS.word(pool.algorithm()));
        map.put("backends", pool.backends().stream().map(EffectiveTree::backend).toList());
        pool.sticky().ifPresent(sticky -> map.put("sticky", Map.of("cookie", sticky.cookie())));
        map.put("passive_health", pool.passiveHealth().isOff() ? "off" : passiveHealth(pool.passiveHealth()));
        Map<String, Object> connections = new LinkedHashMap<>();
        connections.put("keepalive", DurationText.of(pool.connections().keepalive()));
        connections.put("max_idle", pool.connections().maxIdle());
        map.put("connections", connections);
        pool.tls().ifPresent(tls -> map.put("tls", PoolTlsKeys.of(tls)));
        pool.proxyProtocol().ifPresent(version -> map.put("proxy_protocol", PoolTlsKeys.VERSIONS.word(version)));
        putTimeouts(map, pool.timeouts());
        return map;
    }

    private static Map<String, Object> backend(PoolConfig.BackendConfig backend) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("name", backend.name());
        map.put("address", backend.address());
        return map;
    }

    private static Map<String, Object> passiveHealth(PoolConfig.OutlierConfig passive) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("consecutive", passive.consecutive());
        passive.downFor().ifPresent(length -> map.put("down_for", DurationText.of(length)));
        return map;
    }

    private static Map<String, Object> limits(LimitConfig limits) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("max_concurrent", limits.maxConcurrent() == LimitConfig.OFF ? "off" : limits.maxConcurrent());
        map.put("header_size", SizeText.of(limits.headerSize()));
        map.put("response_header_size", SizeText.of(limits.responseHeaderSize()));
        map.put("body_size", limits.bodySize() == LimitConfig.OFF ? "off" : SizeText.of(limits.bodySize()));
        return map;
    }

    private static Object accessLog(AccessLogConfig log) {
        if (log.equals(AccessLogConfig.OFF)) {
            return "off";
        }
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("format", LogKeys.FORMATS.word(log.format()));
        map.put("path", log.path());
        map.put("keep", List.copyOf(log.keep().stream().map(LogKeys::of).toList()));
        return map;
    }

    private static void putTimeouts(Map<String, Object> map, TimeoutConfig timeouts) {
        Map<String, Object> given = new LinkedHashMap<>();
        for (TimeoutField field : TimeoutField.values()) {
            Duration value = field.of(timeouts);
            if (value != null) {
                given.put(field.key(), DurationText.of(value));
            }
        }
        if (!given.isEmpty()) {
            map.put("timeouts", given);
        }
    }
}
