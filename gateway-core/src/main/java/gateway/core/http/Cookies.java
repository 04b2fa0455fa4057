package gateway.core.http;

import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Single cookies of a request's Cookie fields (RFC 6265 section 4.2.1), found without splitting the rest. Names are
 * case-sensitive; a semicolon always ends a cookie; what has no name is passed over.
 */
public final class Cookies {
    private Cookies() {}

    /** The value of the first cookie with this name, without quotes around it; null when there is none. */
    public static @Nullable String find(HttpHeaders headers, String name) {
        String first = headers.get(HttpHeaderNames.COOKIE);
        if (first == null) {
            return null;
        }
        String value = find(first, name);
        return value != null ? value : findInAll(headers, name);
    }

    /** Takes every cookie with this name away, and Cookie fields that hold no other. The others stay as they are, byte for byte. */
    public static void remove(HttpHeaders headers, String name) {
        if (find(headers, name) == null) {
            return;
        }
        List<String> left = new ArrayList<>();
        for (String field : headers.getAll(HttpHeaderNames.COOKIE)) {
            String others = without(field, name);
            if (!others.isEmpty()) {
                left.add(others);
            }
        }
        headers.set(HttpHeaderNames.COOKIE, left);
    }

    /** Not by the headers' own iterator: that begins with the last field. */
    private static @Nullable String findInAll(HttpHeaders headers, String name) {
        for (String field : headers.getAll(HttpHeaderNames.COOKIE)) {
            String value = find(field, name);
            if (value != null) {
                return value;
            }
        }
        return null;
    }

    private static @Nullable String find(String field, String name) {
        for (int begin = 0; begin < field.length(); ) {
            int end = endOfPair(field, begin);
            if (isNamed(field, begin, end, name)) {
                return value(field, field.indexOf('=', begin) + 1, end);
            }
            begin = end + 1;
        }
        return null;
    }

    private static String without(String field, String name) {
        StringBuilder left = new StringBuilder(field.length());
        boolean isCut = false;
        boolean isFirst = true;
        for (int begin = 0; begin <= field.length(); ) {
            int end = endOfPair(field, begin);
            if (isNamed(field, begin, end, name)) {
                isCut = true;
            } else {
                // The blank that stood after the semicolon must not begin the field.
                int from = isFirst && isCut ? skipBlanks(field, begin, end) : begin;
                left.append(isFirst ? "" : ";").append(field, from, end);
                isFirst = false;
            }
            begin = end + 1;
        }
        return isCut && left.toString().isBlank() ? "" : left.toString();
    }

    private static int endOfPair(String field, int begin) {
        int semicolon = field.indexOf(';', begin);
        return semicolon < 0 ? field.length() : semicolon;
    }

    /** The pair is {@code name=...}, with blanks allowed around the name. */
    private static boolean isNamed(String field, int begin, int end, String name) {
        int from = skipBlanks(field, begin, end);
        if (!field.startsWith(name, from)) {
            return false;
        }
        int equals = skipBlanks(field, from + name.length(), end);
        return equals < end && field.charAt(equals) == '=';
    }

    private static String value(String field, int begin, int end) {
        int from = skipBlanks(field, begin, end);
        int to = end;
        while (to > from && isBlank(field.charAt(to - 1))) {
            to--;
        }
        if (to - from >= 2 && field.charAt(from) == '"' && field.charAt(to - 1) == '"') {
            return field.substring(from + 1, to - 1);
        }
        return field.substring(from, to);
    }

    private static int skipBlanks(String field, int begin, int end) {
        int i = begin;
        while (i < end && isBlank(field.charAt(i))) {
            i++;
        }
        return i;
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
