package gateway.core.config;

import java.util.Optional;

/**
 * One rule of a virtual host: what it matches, and what happens then.
 *
 * @param name unique within its host; keeps the route's identity over a reload, and is its label in metrics and logs
 * @param match an empty one takes every request
 * @param rewrite of the path that is sent upstream
 * @param pool name of the pool that answers
 * @param retry tries of one request
 * @param timeouts of this route's level
 */
public record RouteConfig(
        String name,
        MatchConfig match,
        Optional<RewriteConfig> rewrite,
        String pool,
        Optional<RetryConfig> retry,
        TimeoutConfig timeouts) {

    /**
     * Conditions on a request; at most one of the two is given.
     *
     * @param path the whole path, exactly
     * @param pathPrefix whole segments at the beginning of the path: {@code /api} takes {@code /api} and {@code /api/x}, not {@code /apix}
     */
    public record MatchConfig(Optional<String> path, Optional<String> pathPrefix) {
        /** Takes every request. */
        public static final MatchConfig ANY = new MatchConfig(Optional.empty(), Optional.empty());
    }

    /** What becomes of the path on its way upstream. */
    public sealed interface RewriteConfig {}

    /** Cuts the prefix off: {@code /api/users} becomes {@code /users}. Paths that do not begin with it stay. */
    public record StripPrefix(String prefix) implements RewriteConfig {}

    /** Puts another prefix in the place of the one that {@code match.path_prefix} (or {@code match.path}) names. */
    public record ReplacePrefix(String replacement) implements RewriteConfig {}

    /**
     * How often a request may be tried.
     *
     * @param tries in all, 1 to 5
     */
    public record RetryConfig(int tries) {
        public static final RetryConfig DEFAULT = new RetryConfig(2);
    }
}
