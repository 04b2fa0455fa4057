package gateway.core.http;

import org.jspecify.annotations.Nullable;

/**
 * A path that holds escapes or dot segments, in the two forms that the gateway uses (RFC 3986 section 6.2.2): {@code path} to
 * match with, unreserved characters decoded and the other escapes in upper case, and {@code forwardPath} to send, escapes
 * untouched. In both the dot segments are resolved, plain and encoded ones. {@code %2F} stays, and so does {@code //}.
 *
 * @param path to match routes with
 * @param forwardPath to send
 */
public record CanonicalPath(String path, String forwardPath) {
    /** Resolves a path; null when an escape is broken, hides NUL or a backslash, or a dot segment leads above the root. */
    public static @Nullable CanonicalPath of(String raw) {
        StringBuilder path = new StringBuilder(raw.length());
        StringBuilder forward = new StringBuilder(raw.length());
        int start = 1;
        while (start <= raw.length()) {
            int slash = raw.indexOf('/', start);
            int end = slash < 0 ? raw.length() : slash;
            int mark = path.length();
            path.append('/');
            if (!decode(raw, start, end, path)) {
                return null;
            }
            int dots = dots(path, mark + 1);
            if (dots == 0) {
                forward.append('/').append(raw, start, end);
            } else {
                path.setLength(mark);
                if (dots == 2 && !(removeLast(path) && removeLast(forward))) {
                    return null;
                }
                if (slash < 0) {
                    // "/a/." is the directory "/a/", as "/a/b/.." is.
                    path.append('/');
                    forward.append('/');
                }
            }
            start = end + 1;
        }
        return new CanonicalPath(sameOr(raw, path), sameOr(raw, forward));
    }

    /** Appends a segment with its unreserved characters decoded; false when an escape is refused. */
    private static boolean decode(String raw, int start, int end, StringBuilder out) {
        for (int i = start; i < end; i++) {
            char c = raw.charAt(i);
            if (c != '%') {
                out.append(c);
                continue;
            }
            int value = i + 2 < end ? hex(raw.charAt(i + 1)) << 4 | hex(raw.charAt(i + 2)) : -1;
            if (value <= 0 || value == '\\') {
                return false;
            }
            if (isUnreserved(value)) {
                out.append((char) value);
            } else {
                out.append('%').append(upper(raw.charAt(i + 1))).append(upper(raw.charAt(i + 2)));
            }
            i += 2;
        }
        return true;
    }

    /** 1 for a segment {@code .}, 2 for {@code ..}, else 0. */
    private static int dots(StringBuilder path, int start) {
        int length = path.length() - start;
        if (length == 0 || length > 2 || path.charAt(start) != '.') {
            return 0;
        }
        return path.charAt(path.length() - 1) == '.' ? length : 0;
    }

    private static boolean removeLast(StringBuilder path) {
        int slash = path.lastIndexOf("/");
        if (slash < 0) {
            return false;
        }
        path.setLength(slash);
        return true;
    }

    private static String sameOr(String raw, StringBuilder built) {
        return raw.contentEquals(built) ? raw : built.toString();
    }

    /** Value of a hexadecimal digit; negative, and so in any combination, when it is none. */
    private static int hex(char c) {
        return c < 128 ? Character.digit(c, 16) : -1;
    }

    private static char upper(char c) {
        return c >= 'a' ? (char) (c - ('a' - 'A')) : c;
    }

    private static boolean isUnreserved(int c) {
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || (c >= '0' && c <= '9')
                || c == '-'
                || c == '.'
                || c == '_'
                || c == '~';
    }
}
