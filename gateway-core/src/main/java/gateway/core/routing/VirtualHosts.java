package gateway.core.routing;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The virtual hosts of one listener by name: the exact name, else the longest wildcard ({@code *.example.com} takes
 * {@code a.example.com} and {@code a.b.example.com}, not {@code example.com}), else {@code *}. Immutable; called by every loop;
 * allocates nothing.
 */
final class VirtualHosts {
    private static final String ANY = "*";

    private final TextTable<PathMatcher> exact;
    private final TextTable<PathMatcher> wildcards;
    private final @Nullable PathMatcher any;

    /** @param byName names as the configuration has them: exact, {@code *.suffix} or {@code *} */
    VirtualHosts(Map<String, PathMatcher> byName) {
        Map<String, PathMatcher> names = new HashMap<>();
        Map<String, PathMatcher> suffixes = new HashMap<>();
        byName.forEach((name, routes) -> {
            if (name.startsWith("*.")) {
                suffixes.put(name.substring(1), routes);
            } else if (!name.equals(ANY)) {
                names.put(name, routes);
            }
        });
        exact = TextTable.byBeginning(names);
        wildcards = TextTable.byEnding(suffixes);
        any = byName.get(ANY);
    }

    /**
     * The routes of the most specific host with this name; null when no host has it.
     *
     * @param host lower case, without port
     */
    @Nullable
    PathMatcher find(String host) {
        PathMatcher named = exact.get(host);
        if (named != null) {
            return named;
        }
        PathMatcher wild = longestWildcard(host);
        return wild != null ? wild : any;
    }

    private @Nullable PathMatcher longestWildcard(String host) {
        PathMatcher best = null;
        int hash = 0;
        int length = host.length();
        // The first character is never part of a suffix: a wildcard stands for at least one.
        int begin = Math.max(1, length - wildcards.longest());
        for (int i = length - 1; i >= begin; i--) {
            char c = host.charAt(i);
            hash = TextTable.forward(hash, c);
            if (c == '.') {
                PathMatcher longer = wildcards.get(host, i, length, hash);
                best = longer != null ? longer : best;
            }
        }
        return best;
    }
}
