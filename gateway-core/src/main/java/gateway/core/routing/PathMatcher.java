package gateway.core.routing;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The routes of one virtual host by path: the exact path, else the longest prefix of whole segments, else the fallback. The
 * prefix {@code /api} takes {@code /api} and {@code /api/x}, not {@code /apix}; {@code /api/} takes what begins with it.
 *
 * <p>Reads the path once and only as far as the longest prefix goes, so the cost does not depend on how many routes there are.
 * Immutable; called by every loop; allocates nothing.
 */
final class PathMatcher {
    private final TextTable<Route> exact;
    private final TextTable<Route> prefixes;
    private final @Nullable Route fallback;

    /**
     * @param exact routes by their whole path
     * @param prefixes routes by their prefix
     * @param fallback takes what no other does; null for none
     */
    PathMatcher(Map<String, Route> exact, Map<String, Route> prefixes, @Nullable Route fallback) {
        this.exact = TextTable.byBeginning(exact);
        this.prefixes = TextTable.byBeginning(prefixes);
        this.fallback = fallback;
    }

    /** The route that takes this canonical path; null when none does. */
    @Nullable
    Route match(String path) {
        Route whole = exact.get(path);
        if (whole != null) {
            return whole;
        }
        Route prefixed = longestPrefix(path);
        return prefixed != null ? prefixed : fallback;
    }

    private @Nullable Route longestPrefix(String path) {
        Route best = null;
        int hash = 0;
        int end = Math.min(path.length(), prefixes.longest());
        for (int i = 0; i < end; i++) {
            char c = path.charAt(i);
            int hashBefore = hash;
            hash = TextTable.forward(hash, c);
            if (c == '/') {
                best = either(prefixes.get(path, 0, i, hashBefore), best);
                best = either(prefixes.get(path, 0, i + 1, hash), best);
            }
        }
        if (end == path.length() || path.charAt(end) == '/') {
            best = either(prefixes.get(path, 0, end, hash), best);
        }
        return best;
    }

    private static @Nullable Route either(@Nullable Route longer, @Nullable Route shorter) {
        return longer != null ? longer : shorter;
    }
}
