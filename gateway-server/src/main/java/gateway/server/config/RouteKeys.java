package gateway.server.config;

import gateway.core.config.Bounds;
import gateway.core.config.RouteConfig;
import gateway.core.config.RouteConfig.MatchConfig;
import gateway.core.config.RouteConfig.ReplacePrefix;
import gateway.core.config.RouteConfig.RetryConfig;
import gateway.core.config.RouteConfig.RewriteConfig;
import gateway.core.config.RouteConfig.StripPrefix;
import gateway.core.config.TimeoutConfig;
import gateway.core.config.TimeoutField.Level;
import gateway.server.config.shape.Fields;
import gateway.server.config.shape.IntegerShape;
import gateway.server.config.shape.Key;
import gateway.server.config.shape.ListShape;
import gateway.server.config.shape.Section;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Keys of {@code hosts[].routes}. */
final class RouteKeys {
    private static final Key<String> NAME =
            Key.optional("name", Texts.NAME, "api", "keeps the route's identity; made from the match by default");

    private static final Key<String> PATH = Key.optional("path", Texts.PATH, "/api", "the whole path, exactly");
    private static final Key<String> PATH_PREFIX =
            Key.optional("path_prefix", Texts.PATH, "/api", "whole segments: /api and /api/x, not /apix");
    private static final Section<MatchConfig> MATCH_SECTION = Section.of(
            "match", List.of(PATH, PATH_PREFIX), fields -> new MatchConfig(fields.get(PATH), fields.get(PATH_PREFIX)));
    private static final Key<MatchConfig> MATCH =
            Key.optional("match", MATCH_SECTION, "{ path_prefix: /api }", "which requests; all of them by default");

    private static final Key<String> STRIP_PREFIX =
            Key.optional("strip_prefix", Texts.PATH, "/api", "/api/users goes upstream as /users");
    private static final Key<String> REPLACE_PREFIX =
            Key.optional("replace_prefix", Texts.PATH, "/v2", "/v2 instead of what match names");
    private static final Section<Optional<RewriteConfig>> REWRITE_SECTION =
            Section.of("rewrite", List.of(STRIP_PREFIX, REPLACE_PREFIX), RouteKeys::rewrite);
    private static final Key<Optional<RewriteConfig>> REWRITE =
            Key.optional("rewrite", REWRITE_SECTION, "{ strip_prefix: /api }", "the path that is sent upstream");

    private static final Key<Long> TRIES =
            Key.withDefault("tries", new IntegerShape(Bounds.TRIES), "2", "of one request, in all");
    private static final Section<RetryConfig> RETRY_SECTION = Section.of(
            "retry",
            List.of(TRIES),
            fields -> new RetryConfig(
                    fields.get(TRIES, (long) RetryConfig.DEFAULT.tries()).intValue()));
    private static final Key<RetryConfig> RETRY =
            Key.optional("retry", RETRY_SECTION, "{ tries: 2 }", "how often a request may be tried");

    private static final Key<TimeoutConfig> TIMEOUTS = TimeoutKeys.key(Level.ROUTE);
    private static final Key<String> POOL = Key.required("pool", Texts.POOL, "app", "who answers");

    private static final Section<Draft> ROUTE = Section.of(
            "route",
            List.of(NAME, MATCH, REWRITE, RETRY, TIMEOUTS, POOL),
            fields -> new Draft(
                    fields.get(NAME),
                    fields.get(MATCH, MatchConfig.ANY),
                    fields.get(REWRITE, Optional.empty()),
                    fields.require(POOL, ""),
                    fields.get(RETRY),
                    fields.get(TIMEOUTS, TimeoutConfig.NONE)));

    static final Key<List<Draft>> ROUTES = Key.usual("routes", ListShape.of(ROUTE), "", "the most specific one wins");

    private RouteKeys() {}

    /** Routes of one host, each with a name. */
    static List<RouteConfig> named(List<Draft> drafts) {
        RouteNames names = new RouteNames();
        drafts.forEach(draft -> names.reserve(draft.name()));
        List<RouteConfig> routes = new ArrayList<>();
        for (Draft draft : drafts) {
            String name = draft.name().orElseGet(() -> names.of(draft.match()));
            routes.add(new RouteConfig(
                    name, draft.match(), draft.rewrite(), draft.pool(), draft.retry(), draft.timeouts()));
        }
        return routes;
    }

    private static Optional<RewriteConfig> rewrite(Fields fields) {
        Optional<RewriteConfig> strip = fields.get(STRIP_PREFIX).map(StripPrefix::new);
        Optional<RewriteConfig> replace = fields.get(REPLACE_PREFIX).map(ReplacePrefix::new);
        if (fields.has(STRIP_PREFIX) && fields.has(REPLACE_PREFIX)) {
            fields.error("strip_prefix and replace_prefix are both given (expected: one of them)");
        }
        return strip.or(() -> replace);
    }

    /** A route that may not have its name yet. */
    record Draft(
            Optional<String> name,
            MatchConfig match,
            Optional<RewriteConfig> rewrite,
            String pool,
            Optional<RetryConfig> retry,
            TimeoutConfig timeouts) {}
}
