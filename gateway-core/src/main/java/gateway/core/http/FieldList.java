package gateway.core.http;

import io.netty.util.AsciiString;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/**
 * Walks the members of a comma-separated field over all its lines (RFC 9110 section 5.6.1); empty members are skipped. For
 * one walk on one thread.
 */
final class FieldList {
    private final Iterator<? extends CharSequence> lines;
    private CharSequence line = "";
    private int next;

    FieldList(Iterator<? extends CharSequence> lines) {
        this.lines = lines;
    }

    /** Whether the list has the token, in any case. */
    static boolean contains(Iterator<? extends CharSequence> lines, AsciiString token) {
        FieldList list = new FieldList(lines);
        for (CharSequence member = list.next(); member != null; member = list.next()) {
            if (token.contentEqualsIgnoreCase(member)) {
                return true;
            }
        }
        return false;
    }

    /** The next member without the blanks around it; null at the end. */
    @Nullable
    CharSequence next() {
        while (true) {
            while (next >= line.length()) {
                if (!lines.hasNext()) {
                    return null;
                }
                line = lines.next();
                next = 0;
            }
            int comma = AsciiString.indexOf(line, ',', next);
            int end = comma < 0 ? line.length() : comma;
            CharSequence member = trimmed(line, next, end);
            next = end + 1;
            if (member.length() > 0) {
                return member;
            }
        }
    }

    private static CharSequence trimmed(CharSequence text, int from, int to) {
        int start = from;
        int end = to;
        while (start < end && isBlank(text.charAt(start))) {
            start++;
        }
        while (start < end && isBlank(text.charAt(end - 1))) {
            end--;
        }
        return start == 0 && end == text.length() ? text : text.subSequence(start, end);
    }

    private static boolean isBlank(char c) {
        return c == ' ' || c == '\t';
    }
}
