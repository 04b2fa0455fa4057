package gateway.server.config;

import gateway.core.config.RouteConfig.MatchConfig;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Names for the routes of one host that have none: what they match, with a number when that name is taken. */
final class RouteNames {
    private final Set<String> taken = new HashSet<>();

    /** Names that the user gave must all be reserved before the first one is made. */
    void reserve(Optional<String> name) {
        name.ifPresent(taken::add);
    }

    String of(MatchConfig match) {
        String plain = match.path().orElseGet(() -> prefix(match.pathPrefix().orElse("/")));
        String name = plain;
        for (int number = 2; !taken.add(name); number++) {
            name = plain + "-" + number;
        }
        return name;
    }

    private static String prefix(String path) {
        return path.endsWith("/") ? path + "*" : path + "/*";
    }
}
