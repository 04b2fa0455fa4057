package gateway.server.config;

import gateway.core.config.Address;
import gateway.core.config.Bounds;
import gateway.core.config.GatewayConfig;
import gateway.core.config.GatewayConfig.RequestIdPolicy;
import gateway.core.config.PoolConfig;
import gateway.core.config.PoolConfig.Algorithm;
import gateway.core.config.PoolConfig.BackendConfig;
import gateway.core.config.RouteConfig;
import gateway.core.config.RouteConfig.MatchConfig;
import gateway.core.config.TimeoutConfig;
import gateway.core.config.VirtualHostConfig;
import gateway.server.config.shape.IntegerShape;
import gateway.server.config.shape.Key;
import gateway.server.config.shape.ListShape;
import gateway.server.config.shape.NamedShape;
import gateway.server.config.shape.Section;
import gateway.server.config.shape.TextShape;
import java.util.List;
import java.util.Optional;

/** Two other forms of a configuration file: pools with a path each, and a bare list of servers. */
final class OtherForms {
    private static final Key<Algorithm> ALGORITHM =
            Key.withDefault("algorithm", PoolKeys.ALGORITHMS, "round-robin", "how a backend is chosen");
    private static final Key<List<Address>> BACKENDS =
            Key.required("backends", ListShape.of(Texts.BACKEND), "[\"api-1:8080\"]", "addresses");
    private static final Section<PoolConfig> POOL = Section.of(
            "pool",
            List.of(BACKENDS, ALGORITHM),
            fields -> PoolKeys.pool(
                    fields.name(),
                    fields.get(ALGORITHM, Algorithm.ROUND_ROBIN),
                    namedByHost(fields.require(BACKENDS, List.of()))));
    private static final Key<List<PoolConfig>> BACKEND_POOLS = Key.required(
            "backend_pools",
            new NamedShape<>("pool", POOL),
            "api",
            "a pool named api answers /api and what is below it");

    private static final Key<String> IP =
            Key.required("ip", TextShape.any("an IP address or a host name"), "127.0.0.1", "where the server is");
    private static final Key<Long> PORT =
            Key.required("port", new IntegerShape(new Bounds(1, 65535)), "8001", "its port");
    private static final Section<BackendConfig> SERVER = Section.of(
            "server",
            List.of(IP, PORT),
            fields -> PoolKeys.named(
                    Address.tcp(fields.require(IP, ""), fields.require(PORT, 0L).intValue())));
    private static final Key<List<BackendConfig>> BACKEND_SERVERS =
            Key.required("backend_servers", ListShape.of(SERVER), "", "all requests go to these in turn");

    static final Section<GatewayConfig> POOLS = Section.of(
            "backend_pools", List.of(BACKEND_POOLS), fields -> ofPools(fields.require(BACKEND_POOLS, List.of())));
    static final Section<GatewayConfig> SERVERS = Section.of(
            "backend_servers",
            List.of(BACKEND_SERVERS),
            fields -> QuickConfig.ofServers(Address.tcp("", 9000), fields.require(BACKEND_SERVERS, List.of())));

    private OtherForms() {}

    private static GatewayConfig ofPools(List<PoolConfig> pools) {
        List<RouteConfig> routes = pools.stream().map(OtherForms::route).toList();
        VirtualHostConfig host =
                new VirtualHostConfig(List.of("*"), List.of(), routes, Optional.empty(), TimeoutConfig.NONE);
        return QuickConfig.minimal(Address.tcp("", 8080), RequestIdPolicy.TRUSTED, host, pools);
    }

    private static RouteConfig route(PoolConfig pool) {
        MatchConfig match = new MatchConfig(Optional.empty(), Optional.of("/" + pool.name()));
        return new RouteConfig(pool.name(), match, Optional.empty(), pool.name(), Optional.empty(), TimeoutConfig.NONE);
    }

    /** A backend is known by its host alone when no other one of the pool has that host. */
    private static List<BackendConfig> namedByHost(List<Address> addresses) {
        List<String> hosts = addresses.stream().map(Address::host).toList();
        return addresses.stream()
                .map(address -> {
                    boolean unique = !address.isUnix()
                            && hosts.stream().filter(address.host()::equals).count() == 1;
                    return new BackendConfig(unique ? address.host() : address.toString(), address);
                })
                .toList();
    }
}
