package gateway.core.config;

import gateway.core.config.RouteConfig.MatchConfig;
import gateway.core.config.RouteConfig.RedirectConfig;
import gateway.core.config.RouteConfig.ReplacePrefix;
import gateway.core.config.RouteConfig.RewriteConfig;
import gateway.core.config.RouteConfig.StripPrefix;
import gateway.core.config.TimeoutField.Level;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** A route matches in one way, rewrites what it matches, and leads to a pool or elsewhere. */
final class RouteRules {
    private final ProblemList problems;
    private final Set<String> pools;

    RouteRules(ProblemList problems, Set<String> pools) {
        this.problems = problems;
        this.pools = pools;
    }

    void check(String path, RouteConfig route) {
        problems.expect(Forms.isName(route.name()), path + ".name", route.name(), Forms.NAME);
        route.pool().ifPresent(pool -> problems.expectKnown("pool", path + ".pool", pool, pools));
        checkMatch(path + ".match", route.match());
        route.rewrite().ifPresent(rewrite -> checkRewrite(path + ".rewrite", rewrite, route.match()));
        route.retry().ifPresent(retry -> problems.expectWithin(Bounds.TRIES, path + ".retry.tries", retry.tries()));
        TimeoutRules.check(problems, path + ".timeouts", route.timeouts(), Level.ROUTE);
        route.upgrades().ifPresent(upgrades -> checkUpgrades(problems, path + ".upgrades", upgrades));
        if (route.action() instanceof RedirectConfig) {
            expectAbsent(path + ".rewrite", route.rewrite());
            expectAbsent(path + ".retry", route.retry());
            expectAbsent(path + ".upgrades", route.upgrades());
        }
    }

    private void expectAbsent(String path, Optional<?> value) {
        if (value.isPresent()) {
            problems.add(path, "has no effect beside redirect (expected: a pool, or no such key)");
        }
    }

    static void checkUpgrades(ProblemList problems, String path, List<String> upgrades) {
        for (int i = 0; i < upgrades.size(); i++) {
            problems.expect(Forms.isUpgrade(upgrades.get(i)), path + "[" + i + "]", upgrades.get(i), Forms.PROTOCOL);
        }
    }

    private void checkMatch(String path, MatchConfig match) {
        match.path().ifPresent(value -> checkPath(path + ".path", value));
        match.pathPrefix().ifPresent(value -> checkPath(path + ".path_prefix", value));
        if (match.path().isPresent() && match.pathPrefix().isPresent()) {
            problems.add(path, "path and path_prefix are both given (expected: one of them)");
        }
    }

    private void checkRewrite(String path, RewriteConfig rewrite, MatchConfig match) {
        if (rewrite instanceof StripPrefix strip) {
            checkPath(path + ".strip_prefix", strip.prefix());
        } else if (rewrite instanceof ReplacePrefix replace) {
            checkPath(path + ".replace_prefix", replace.replacement());
            if (match.path().isEmpty() && match.pathPrefix().isEmpty()) {
                problems.add(
                        path + ".replace_prefix",
                        "\"" + replace.replacement()
                                + "\" replaces nothing (expected: match.path or match.path_prefix beside it)");
            }
        }
    }

    private void checkPath(String path, String value) {
        problems.expect(Forms.isPath(value), path, value, Forms.PATH);
    }
}
