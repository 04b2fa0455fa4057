package gateway.server.config;

import gateway.core.config.Address;
import gateway.core.config.ListenerConfig;
import gateway.core.config.TimeoutConfig;
import gateway.core.config.TimeoutField.Level;
import gateway.server.config.shape.Key;
import gateway.server.config.shape.ListShape;
import gateway.server.config.shape.NamedShape;
import gateway.server.config.shape.Section;
import java.util.List;
import java.util.Optional;

/** Keys of {@code listeners}. */
final class ListenerKeys {
    static final ListShape<String> NETWORKS = ListShape.of(Texts.NETWORK);

    private static final Key<List<Address>> BIND =
            Key.required("bind", ListShape.orSingle(Texts.LISTEN), "\":8080\"", "one address or a list of them");
    private static final Key<List<String>> TRUSTED_PROXIES =
            Key.optional("trusted_proxies", NETWORKS, "[10.0.0.0/8]", "instead of the list at the top level");
    private static final Key<List<Address>> CONNECT = Key.optional(
            "connect",
            ListShape.of(Texts.TARGET),
            "[\"*.example.com:443\"]",
            "where CONNECT may lead, as a forward proxy; the method is refused by default");
    private static final Key<TimeoutConfig> TIMEOUTS = TimeoutKeys.key(Level.LISTENER);

    private static final Section<ListenerConfig> LISTENER = Section.of(
            "listener",
            List.of(BIND, TRUSTED_PROXIES, CONNECT, TIMEOUTS),
            fields -> new ListenerConfig(
                    fields.name(),
                    fields.require(BIND, List.of()),
                    fields.get(TRUSTED_PROXIES),
                    fields.get(TIMEOUTS, TimeoutConfig.NONE),
                    Optional.empty(),
                    List.of(),
                    Optional.empty(),
                    fields.get(CONNECT, List.of())));

    static final Key<List<ListenerConfig>> LISTENERS =
            Key.required("listeners", new NamedShape<>("listener", LISTENER), "http", "where clients connect, by name");

    private ListenerKeys() {}
}
