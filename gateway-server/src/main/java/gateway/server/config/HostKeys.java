package gateway.server.config;

import gateway.core.config.TimeoutConfig;
import gateway.core.config.TimeoutField.Level;
import gateway.core.config.VirtualHostConfig;
import gateway.server.config.shape.Key;
import gateway.server.config.shape.ListShape;
import gateway.server.config.shape.Section;
import java.util.List;

/** Keys of {@code hosts}. */
final class HostKeys {
    private static final Key<List<String>> NAMES = Key.required(
            "names", ListShape.of(Texts.HOST_NAME), "[\"*\"]", "exact beats the longest wildcard beats \"*\"");
    private static final Key<List<String>> LISTENERS =
            Key.optional("listeners", ListShape.of(Texts.LISTENER), "[http]", "all of them by default");
    private static final Key<String> POOL =
            Key.optional("pool", Texts.POOL, "app", "answers what no route takes; with it a host needs no routes");
    private static final Key<TimeoutConfig> TIMEOUTS = TimeoutKeys.key(Level.HOST);

    private static final Section<VirtualHostConfig> HOST = Section.of(
            "host",
            List.of(NAMES, LISTENERS, POOL, RouteKeys.REDIRECT, TIMEOUTS, RouteKeys.UPGRADES, RouteKeys.ROUTES),
            fields -> new VirtualHostConfig(
                    fields.require(NAMES, List.of()),
                    fields.get(LISTENERS, List.of()),
                    RouteKeys.named(fields.get(RouteKeys.ROUTES, List.of())),
                    fields.get(POOL),
                    fields.get(RouteKeys.REDIRECT),
                    fields.get(TIMEOUTS, TimeoutConfig.NONE),
                    fields.get(RouteKeys.UPGRADES)));

    static final Key<List<VirtualHostConfig>> HOSTS =
            Key.usual("hosts", ListShape.of(HOST), "", "names that clients ask for");

    private HostKeys() {}
}
