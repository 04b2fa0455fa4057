package gateway.core.config;

import java.util.List;
import java.util.Optional;

/**
 * One rule of a virtual host: what it matches, and what happens then.
 *
 * @param name unique within its host; keeps the route's identity over a reload, and is its label in metrics and logs
 * @param match an empty one takes every request
 * @param rewrite of the path that is sent upstream
 * @param action what happens to the request
 * @param retry tries of one request
 * @param timeouts of this route's level
 * @param upgrades protocols that a request may switch to, instead of the host's; see {@link #DEFAULT_UPGRADES}
 */
public record RouteConfig(
        String name,
        MatchConfig match,
        Optional<RewriteConfig> rewrite,
        ActionConfig action,
        Optional<RetryConfig> retry,
        TimeoutConfig timeouts,
        Optional<List<String>> upgrades) {
    /** Where no level names any. */
    public static final List<String> DEFAULT_UPGRADES = List.of("websocket");

    public RouteConfig {
        upgrades = upgrades.map(List::copyOf);
    }

    /** A route to a pool that says nothing of upgrades. */
    public RouteConfig(
            String name,
            MatchConfig match,
            Optional<RewriteConfig> rewrite,
            String pool,
            Optional<RetryConfig> retry,
            TimeoutConfig timeouts) {
        this(name, match, rewrite, new ToPool(pool), retry, timeouts, Optional.empty());
    }

    /** The pool that answers; empty when none does. */
    public Optional<String> pool() {
        return action instanceof ToPool to ? Optional.of(to.pool()) : Optional.empty();
    }

    /** What happens to a request that matches. */
    public sealed interface ActionConfig {}

    /** A backend of this pool answers. */
    public record ToPool(String pool) implements ActionConfig {}

    /** The client is sent to the same host, path and query under another scheme, at that scheme's own port (308). */
    public record RedirectConfig(Scheme scheme) implements ActionConfig {}

    /** Of a URL. */
    public enum Scheme {
        HTTP,
        HTTPS
    }

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
