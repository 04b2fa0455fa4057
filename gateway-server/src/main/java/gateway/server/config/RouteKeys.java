package gateway.server.config;

import gateway.core.config.Bounds;
import gateway.core.config.RouteConfig;
import gateway.core.config.RouteConfig.ActionConfig;
import gateway.core.config.RouteConfig.MatchConfig;
import gateway.core.config.RouteConfig.RedirectConfig;
import gateway.core.config.RouteConfig.ReplacePrefix;
import gateway.core.config.RouteConfig.RetryConfig;
import gateway.core.config.RouteConfig.RewriteConfig;
import gateway.core.config.RouteConfig.Scheme;
import gateway.core.config.RouteConfig.StripPrefix;
import gateway.core.config.RouteConfig.ToPool;
import gateway.core.config.TimeoutConfig;
import gateway.core.config.TimeoutField.Level;
import gateway.server.config.shape.ChoiceShape;
import gateway.server.config.shape.Fields;
import gateway.server.config.shape.IntegerShape;
import gateway.server.config.shape.Key;
import gateway.server.config.shape.ListShape;
import gateway.server.config.shape.OffOr;
import gateway.server.config.shape.Section;
import gateway.server.config.shape.TextShape;
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
    private static final Key<String> POOL =
            Key.usual("pool", TextShape.any("the name of a pool, or redirect instead"), "app", "who answers");
    static final Key<RedirectConfig> REDIRECT = redirect();
    static final Key<List<String>> UPGRADES = Key.optional(
            "upgrades",
            new OffOr<>(ListShape.of(Texts.UPGRADE), List.of()),
            "[websocket]",
            "all protocols that a request may switch to; by default this one");

    private static final Section<Draft> ROUTE = Section.of(
            "route",
            List.of(NAME, MATCH, REWRITE, RETRY, TIMEOUTS, UPGRADES, POOL, REDIRECT),
            fields -> new Draft(
                    fields.get(NAME),
                    fields.get(MATCH, MatchConfig.ANY),
                    fields.get(REWRITE, Optional.empty()),
                    action(fields),
                    fields.get(RETRY),
                    fields.get(TIMEOUTS, TimeoutConfig.NONE),
                    fields.get(UPGRADES)));

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
                    name,
                    draft.match(),
                    draft.rewrite(),
                    draft.action(),
                    draft.retry(),
                    draft.timeouts(),
                    draft.upgrades()));
        }
        return routes;
    }

    private static Key<RedirectConfig> redirect() {
        Key<Scheme> scheme = Key.required(
                "scheme",
                ChoiceShape.hyphenated(Scheme.class),
                "https",
                "same host, path and query, default port: 308");
        Section<RedirectConfig> section = Section.of(
                "redirect", List.of(scheme), fields -> new RedirectConfig(fields.require(scheme, Scheme.HTTPS)));
        return Key.optional("redirect", section, "{ scheme: https }", "instead of a pool: sends the client elsewhere");
    }

    private static ActionConfig action(Fields fields) {
        Optional<RedirectConfig> redirect = fields.get(REDIRECT);
        if (fields.has(POOL) && fields.has(REDIRECT)) {
            fields.error("pool and redirect are both given (expected: one of them)");
        } else if (redirect.isPresent()) {
            fields.get(POOL);
            return redirect.get();
        }
        if (fields.has(REDIRECT)) {
            return new ToPool(fields.get(POOL, ""));
        }
        return new ToPool(fields.require(POOL, ""));
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
            ActionConfig action,
            Optional<RetryConfig> retry,
            TimeoutConfig timeouts,
            Optional<List<String>> upgrades) {}
}
