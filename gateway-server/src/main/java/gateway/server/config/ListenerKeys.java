package gateway.server.config;

import gateway.core.config.Address;
import gateway.core.config.Bounds;
import gateway.core.config.LimitConfig;
import gateway.core.config.ListenerConfig;
import gateway.core.config.ListenerConfig.ConnectionConfig;
import gateway.core.config.ListenerConfig.Protocol;
import gateway.core.config.ListenerConfig.ProxyProtocolConfig;
import gateway.core.config.TimeoutConfig;
import gateway.core.config.TimeoutField.Level;
import gateway.core.config.TlsConfig;
import gateway.server.config.shape.ChoiceShape;
import gateway.server.config.shape.IntegerShape;
import gateway.server.config.shape.Key;
import gateway.server.config.shape.ListShape;
import gateway.server.config.shape.NamedShape;
import gateway.server.config.shape.OffOr;
import gateway.server.config.shape.Section;
import gateway.server.config.shape.ShortForm;
import gateway.server.config.shape.TextShape;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Keys of {@code listeners}. */
final class ListenerKeys {
    static final ListShape<String> NETWORKS = ListShape.of(Texts.NETWORK);

    private static final Key<List<Address>> BIND =
            Key.required("bind", ListShape.orSingle(Texts.LISTEN), "\":8080\"", "one address or a list of them");
    private static final Key<List<String>> TRUSTED_PROXIES =
            Key.optional("trusted_proxies", NETWORKS, "[10.0.0.0/8]", "instead of the list at the top level");
    private static final ChoiceShape<Protocol> PROTOCOL = ChoiceShape.ofWords(protocolWords());
    private static final Key<List<Protocol>> PROTOCOLS = Key.optional(
            "protocols",
            ListShape.of(PROTOCOL),
            "[h2, http/1.1]",
            "what clients may speak; without TLS [http/1.1] unless given");

    private static final Key<Duration> MAX_AGE = Key.withDefault(
            "max_age", new OffOr<>(DurationText.SHAPE, TimeoutConfig.OFF), "off", "then it ends when it is politest");
    private static final Key<Long> MAX_REQUESTS = Key.withDefault(
            "max_requests",
            new OffOr<>(new IntegerShape(Bounds.MAX_REQUESTS), LimitConfig.OFF),
            "off",
            "as many requests, and it ends");
    private static final Section<ConnectionConfig> CONNECTION = Section.of(
            "connections",
            List.of(MAX_AGE, MAX_REQUESTS),
            fields -> new ConnectionConfig(
                    fields.get(MAX_AGE, ConnectionConfig.DEFAULT.maxAge()),
                    fields.get(MAX_REQUESTS, ConnectionConfig.DEFAULT.maxRequests())));
    private static final Key<ConnectionConfig> CONNECTIONS =
            Key.withDefault("connections", CONNECTION, "", "of clients");
    private static final Key<List<Address>> CONNECT = Key.optional(
            "connect",
            ListShape.of(Texts.TARGET),
            "[\"*.example.com:443\"]",
            "where CONNECT may lead, as a forward proxy; the method is refused by default");
    private static final Key<TlsConfig> TLS = Key.optional(
            "tls",
            new ShortForm<>(TlsKeys.SELF_SIGNED, TlsKeys.TLS),
            "self_signed",
            "certificates, or self_signed to try it out");
    private static final Key<TimeoutConfig> TIMEOUTS = TimeoutKeys.key(Level.LISTENER);

    private static final Key<List<String>> FROM = Key.required(
            "from",
            ListShape.of(TextShape.any("an address or a network such as 10.0.0.0/8, or unix")),
            "[10.0.0.0/8]",
            "the load balancers that write it; unix for those on a Unix socket");
    private static final Section<ProxyProtocolConfig> PROXY_SECTION = Section.of(
            "proxy_protocol", List.of(FROM), fields -> new ProxyProtocolConfig(fields.require(FROM, List.of("unix"))));
    private static final Key<ProxyProtocolConfig> PROXY_PROTOCOL = Key.optional(
            "proxy_protocol",
            PROXY_SECTION,
            "{ from: [10.0.0.0/8] }",
            "each connection begins with a PROXY protocol header, of version 1 or 2");

    private static final Section<ListenerConfig> LISTENER = Section.of(
            "listener",
            List.of(BIND, TLS, PROTOCOLS, CONNECTIONS, TRUSTED_PROXIES, PROXY_PROTOCOL, CONNECT, TIMEOUTS),
            fields -> new ListenerConfig(
                    fields.name(),
                    fields.require(BIND, List.of()),
                    fields.get(TRUSTED_PROXIES),
                    fields.get(TIMEOUTS, TimeoutConfig.NONE),
                    fields.get(TLS),
                    fields.get(PROTOCOLS).orElse(List.of()),
                    fields.get(PROXY_PROTOCOL),
                    fields.get(CONNECTIONS, ConnectionConfig.DEFAULT),
                    fields.get(CONNECT, List.of())));

    static final Key<List<ListenerConfig>> LISTENERS =
            Key.required("listeners", new NamedShape<>("listener", LISTENER), "http", "where clients connect, by name");

    private ListenerKeys() {}

    private static Map<String, Protocol> protocolWords() {
        Map<String, Protocol> words = new LinkedHashMap<>();
        for (Protocol protocol : Protocol.values()) {
            words.put(protocol.word(), protocol);
        }
        return words;
    }
}
