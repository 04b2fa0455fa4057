package gateway.core.routing;

import gateway.core.http.RequestHead;

/**
 * Puts other segments in the place of a path's first ones: {@code strip_prefix} puts none. The prefix is looked for in the
 * canonical path, and as many segments are cut from the path as the client wrote it: {@code /%61pi/x} has the prefix
 * {@code /api}, and what follows keeps its escapes. Immutable; called by every loop.
 */
final class PrefixRewrite implements PathRewrite {
    private final String prefix;
    private final int segments;
    private final String replacement;

    /**
     * @param prefix segments to cut, begins with {@code /}; with a slash at its end it takes only paths that have that slash
     * @param replacement begins with {@code /}, or is empty
     */
    PrefixRewrite(String prefix, String replacement) {
        this.prefix = prefix;
        this.segments = segments(prefix);
        this.replacement = replacement;
    }

    @Override
    public String rewrite(RequestHead request) {
        if (!takes(request.path())) {
            return request.forwardPath();
        }
        return oneSlashFirst(join(replacement, rest(request.forwardPath())));
    }

    private boolean takes(String path) {
        int end = prefix.length();
        return path.startsWith(prefix) && (prefix.endsWith("/") || path.length() == end || path.charAt(end) == '/');
    }

    /** What follows the prefix, with its slash; empty when nothing does. */
    private String rest(String forwardPath) {
        int cut = 0;
        for (int i = 0; i < segments; i++) {
            cut = forwardPath.indexOf('/', cut + 1);
            if (cut < 0) {
                return "";
            }
        }
        return forwardPath.substring(cut);
    }

    private static String join(String first, String rest) {
        return first.endsWith("/") && rest.startsWith("/") ? first + rest.substring(1) : first + rest;
    }

    /** A path that begins with two slashes would be read as the name of another host. */
    static String oneSlashFirst(String path) {
        int slashes = 0;
        while (slashes < path.length() && path.charAt(slashes) == '/') {
            slashes++;
        }
        if (slashes == 1) {
            return path;
        }
        return slashes == 0 ? "/" + path : path.substring(slashes - 1);
    }

    private static int segments(String prefix) {
        int slashes = (int) prefix.chars().filter(c -> c == '/').count();
        return prefix.endsWith("/") ? slashes - 1 : slashes;
    }
}
