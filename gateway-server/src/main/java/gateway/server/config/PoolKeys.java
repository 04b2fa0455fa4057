package gateway.server.config;

import gateway.core.config.Address;
import gateway.core.config.Bounds;
import gateway.core.config.PoolConfig;
import gateway.core.config.PoolConfig.AffinityConfig;
import gateway.core.config.PoolConfig.Algorithm;
import gateway.core.config.PoolConfig.BackendConfig;
import gateway.core.config.PoolConfig.ConnectionConfig;
import gateway.core.config.PoolConfig.OutlierConfig;
import gateway.core.config.TimeoutConfig;
import gateway.core.config.TimeoutField.Level;
import gateway.server.config.shape.ChoiceShape;
import gateway.server.config.shape.IntegerShape;
import gateway.server.config.shape.Key;
import gateway.server.config.shape.ListShape;
import gateway.server.config.shape.NamedShape;
import gateway.server.config.shape.OffOr;
import gateway.server.config.shape.Reading;
import gateway.server.config.shape.Section;
import gateway.server.config.shape.Shape;
import gateway.server.config.shape.ShortForm;
import gateway.server.config.shape.Spot;
import gateway.server.config.shape.TextShape;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Keys of {@code pools}. */
final class PoolKeys {
    static final ChoiceShape<Algorithm> ALGORITHMS = ChoiceShape.hyphenated(Algorithm.class);

    private static final Key<Algorithm> ALGORITHM =
            Key.withDefault("algorithm", ALGORITHMS, "round-robin", "how a backend is chosen");

    private static final Key<String> BACKEND_NAME =
            Key.optional("name", Texts.NAME, "web-1", "keeps the backend's identity; its address by default");
    private static final Key<Address> ADDRESS =
            Key.required("address", Texts.BACKEND, "127.0.0.1:8081", "a host name stands for each of its addresses");
    private static final Section<BackendConfig> BACKEND =
            Section.of("backend", List.of(BACKEND_NAME, ADDRESS), fields -> {
                Address address = fields.require(ADDRESS, Address.tcp("", 0));
                return new BackendConfig(fields.get(BACKEND_NAME).orElseGet(address::toString), address);
            });
    private static final TextShape<BackendConfig> BACKEND_ADDRESS = Texts.BACKEND.map(PoolKeys::named);
    private static final ListShape<BackendConfig> BACKEND_LIST =
            ListShape.of(new ShortForm<>(BACKEND_ADDRESS, BACKEND));
    private static final Key<List<BackendConfig>> BACKENDS =
            Key.required("backends", BACKEND_LIST, "[\"127.0.0.1:8081\"]", "addresses, or { name, address }");

    private static final Key<String> COOKIE = Key.withDefault(
            "cookie", TextShape.any("the name of a cookie"), AffinityConfig.DEFAULT_COOKIE, "the cookie's name");
    private static final Section<Optional<AffinityConfig>> AFFINITY = Section.of(
            "sticky",
            List.of(COOKIE),
            fields -> Optional.of(new AffinityConfig(fields.get(COOKIE, AffinityConfig.DEFAULT_COOKIE))));
    private static final Key<Optional<AffinityConfig>> STICKY = Key.optional(
            "sticky", new OffOr<>(AFFINITY, Optional.empty()), "{ cookie: LB_NODE }", "binds a client to its backend");

    private static final Key<Long> CONSECUTIVE = Key.withDefault(
            "consecutive", new IntegerShape(Bounds.CONSECUTIVE), "5", "failures in a row that put a backend out");
    private static final Key<Duration> DOWN_FOR =
            Key.optional("down_for", DurationText.SHAPE, "60s", "a fixed time out; without it 10s, growing to 60s");
    private static final Section<OutlierConfig> OUTLIER = Section.of(
            "passive_health",
            List.of(CONSECUTIVE, DOWN_FOR),
            fields -> new OutlierConfig(
                    fields.get(CONSECUTIVE, (long) OutlierConfig.DEFAULT.consecutive())
                            .intValue(),
                    fields.get(DOWN_FOR)));
    private static final Key<OutlierConfig> PASSIVE_HEALTH = Key.withDefault(
            "passive_health", new OffOr<>(OUTLIER, OutlierConfig.OFF), "", "leaves a failing backend out; or off");

    private static final Key<Duration> KEEPALIVE = Key.withDefault(
            "keepalive", new OffOr<>(DurationText.SHAPE, TimeoutConfig.OFF), "30s", "how long an unused one is kept");
    private static final Key<Long> MAX_IDLE = Key.withDefault(
            "max_idle",
            new OffOr<>(new IntegerShape(Bounds.MAX_IDLE), 0L),
            "256",
            "how many unused ones each event loop keeps per backend");
    private static final Section<ConnectionConfig> CONNECTION = Section.of(
            "connections",
            List.of(KEEPALIVE, MAX_IDLE),
            fields -> new ConnectionConfig(
                    fields.get(KEEPALIVE, ConnectionConfig.DEFAULT.keepalive()),
                    fields.get(MAX_IDLE, (long) ConnectionConfig.DEFAULT.maxIdle())
                            .intValue()));
    private static final Key<ConnectionConfig> CONNECTIONS =
            Key.withDefault("connections", CONNECTION, "", "to the backends");

    private static final Key<TimeoutConfig> TIMEOUTS = TimeoutKeys.key(Level.POOL);

    private static final Section<PoolConfig> POOL = Section.of(
            "pool",
            List.of(
                    ALGORITHM,
                    BACKENDS,
                    STICKY,
                    PASSIVE_HEALTH,
                    CONNECTIONS,
                    PoolTlsKeys.TLS,
                    PoolTlsKeys.PROXY_PROTOCOL,
                    TIMEOUTS),
            fields -> new PoolConfig(
                    fields.name(),
                    fields.get(ALGORITHM, Algorithm.ROUND_ROBIN),
                    fields.require(BACKENDS, List.of()),
                    fields.get(STICKY, Optional.empty()),
                    fields.get(PASSIVE_HEALTH, OutlierConfig.DEFAULT),
                    fields.get(CONNECTIONS, ConnectionConfig.DEFAULT),
                    fields.get(TIMEOUTS, TimeoutConfig.NONE),
                    fields.get(PoolTlsKeys.TLS, Optional.empty()),
                    fields.get(PoolTlsKeys.PROXY_PROTOCOL)));

    static final Key<List<PoolConfig>> POOLS = Key.required(
            "pools",
            new NamedShape<>("pool", new ShortForm<>(new BareList(), POOL)),
            "app",
            "groups of backends by name");

    private PoolKeys() {}

    /** A pool about which only its backends are said. */
    static PoolConfig pool(String name, List<BackendConfig> backends) {
        return pool(name, Algorithm.ROUND_ROBIN, backends);
    }

    static PoolConfig pool(String name, Algorithm algorithm, List<BackendConfig> backends) {
        return new PoolConfig(
                name,
                algorithm,
                backends,
                Optional.empty(),
                OutlierConfig.DEFAULT,
                ConnectionConfig.DEFAULT,
                TimeoutConfig.NONE);
    }

    static BackendConfig named(Address address) {
        return new BackendConfig(address.toString(), address);
    }

    /** A pool in its short form: the list of its backends. A pool exists even when its list is wrong, so that it can be referred to. */
    private static final class BareList implements Shape<PoolConfig> {
        @Override
        public Optional<PoolConfig> read(Spot spot, Reading reading) {
            return Optional.of(
                    pool(spot.name(), BACKEND_LIST.read(spot, reading).orElse(List.of())));
        }

        @Override
        public String expected() {
            return "a list of backends";
        }

        @Override
        public ObjectNode schema() {
            return BACKEND_LIST.schema();
        }
    }
}
