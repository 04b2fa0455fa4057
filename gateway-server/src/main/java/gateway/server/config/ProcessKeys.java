package gateway.server.config;

import gateway.core.config.Address;
import gateway.core.config.Bounds;
import gateway.core.config.GatewayConfig.AdminConfig;
import gateway.core.config.GatewayConfig.MonitoringConfig;
import gateway.core.config.GatewayConfig.RequestIdPolicy;
import gateway.core.config.GatewayConfig.TransportChoice;
import gateway.core.config.LimitConfig;
import gateway.server.config.shape.ChoiceShape;
import gateway.server.config.shape.IntegerShape;
import gateway.server.config.shape.Key;
import gateway.server.config.shape.OffOr;
import gateway.server.config.shape.OrWord;
import gateway.server.config.shape.Section;
import gateway.server.config.shape.Shape;
import java.util.List;
import java.util.Optional;

/** Keys that concern the process as a whole. */
final class ProcessKeys {
    static final ChoiceShape<TransportChoice> TRANSPORTS = ChoiceShape.underscored(TransportChoice.class);
    static final ChoiceShape<RequestIdPolicy> REQUEST_IDS = ChoiceShape.hyphenated(RequestIdPolicy.class);
    static final AdminConfig ADMIN_DEFAULT = new AdminConfig(Address.tcp("127.0.0.1", 9901), Optional.empty());

    static final Key<Long> WORKERS = Key.withDefault(
            "workers",
            new OrWord<>("auto", 0L, new IntegerShape(Bounds.WORKERS)),
            "auto",
            "event loops; auto takes one per CPU that the process may use");

    private static final Key<TransportChoice> TRANSPORT =
            Key.withDefault("transport", TRANSPORTS, "auto", "what drives the sockets");
    private static final Section<TransportChoice> RUNTIME_SECTION =
            Section.of("runtime", List.of(TRANSPORT), fields -> fields.get(TRANSPORT, TransportChoice.AUTO));
    static final Key<TransportChoice> RUNTIME = Key.withDefault("runtime", RUNTIME_SECTION, "", "of the process");

    static final Key<List<String>> TRUSTED_PROXIES = Key.withDefault(
            "trusted_proxies", ListenerKeys.NETWORKS, "[]", "whose X-Forwarded-* and X-Request-ID are believed");
    static final Key<RequestIdPolicy> REQUEST_ID =
            Key.withDefault("request_id", REQUEST_IDS, "trusted", "whose X-Request-ID is kept; keep believes anyone");

    private static final Key<Long> MAX_CONCURRENT = Key.withDefault(
            "max_concurrent", offOr(new IntegerShape(Bounds.MAX_CONCURRENT)), "50000", "requests in flight: 503");
    private static final Key<Long> HEADER_SIZE = Key.withDefault(
            "header_size",
            SizeText.shape(Bounds.HEADER_SIZE),
            "16KiB",
            "of a request's head: 431 or 414; a reload changes it for new connections");
    private static final Key<Long> RESPONSE_HEADER_SIZE = Key.withDefault(
            "response_header_size",
            SizeText.shape(Bounds.HEADER_SIZE),
            "64KiB",
            "of a response's head: 502; a reload changes it for new connections");
    private static final Key<Long> BODY_SIZE =
            Key.withDefault("body_size", offOr(SizeText.shape(Bounds.BODY_SIZE)), "off", "of a request's body: 413");
    private static final Section<LimitConfig> LIMIT_SECTION = Section.of(
            "limits",
            List.of(MAX_CONCURRENT, HEADER_SIZE, RESPONSE_HEADER_SIZE, BODY_SIZE),
            fields -> new LimitConfig(
                    fields.get(MAX_CONCURRENT, LimitConfig.DEFAULT.maxConcurrent()),
                    fields.get(HEADER_SIZE, (long) LimitConfig.DEFAULT.headerSize())
                            .intValue(),
                    fields.get(RESPONSE_HEADER_SIZE, (long) LimitConfig.DEFAULT.responseHeaderSize())
                            .intValue(),
                    fields.get(BODY_SIZE, LimitConfig.DEFAULT.bodySize())));
    static final Key<LimitConfig> LIMITS = Key.withDefault("limits", LIMIT_SECTION, "", "of the whole process");

    private static final Key<Address> MONITORING_BIND =
            Key.required("bind", Texts.LISTEN, "\":9902\"", "serves /healthz, /readyz and /metrics");
    private static final Section<Optional<MonitoringConfig>> MONITORING_SECTION = Section.of(
            "monitoring",
            List.of(MONITORING_BIND),
            fields -> Optional.of(new MonitoringConfig(fields.require(MONITORING_BIND, Address.tcp("", 0)))));
    static final Key<Optional<MonitoringConfig>> MONITORING = Key.optional(
            "monitoring",
            new OffOr<>(MONITORING_SECTION, Optional.empty()),
            "{ bind: \":9902\" }",
            "read-only; off by default");

    private static final Key<Address> ADMIN_BIND =
            Key.withDefault("bind", Texts.LISTEN, "\"127.0.0.1:9901\"", "beyond loopback it needs token_file");
    private static final Key<String> TOKEN_FILE =
            Key.optional("token_file", Texts.FILE, "admin.token", "holds the token that commands must bring");
    private static final Section<Optional<AdminConfig>> ADMIN_SECTION = Section.of(
            "admin",
            List.of(ADMIN_BIND, TOKEN_FILE),
            fields ->
                    Optional.of(new AdminConfig(fields.get(ADMIN_BIND, ADMIN_DEFAULT.bind()), fields.get(TOKEN_FILE))));
    static final Key<Optional<AdminConfig>> ADMIN =
            Key.withDefault("admin", new OffOr<>(ADMIN_SECTION, Optional.empty()), "", "for the commands; or off");

    private ProcessKeys() {}

    private static Shape<Long> offOr(Shape<Long> shape) {
        return new OffOr<>(shape, LimitConfig.OFF);
    }
}
