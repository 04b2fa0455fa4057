package gateway.it.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the notation in which a line of the corpus spells bytes and steps; {@code NOTATION.md} describes it. */
final class Notation {
    private static final char FIRST_MARK = '\uE000';
    private static final char CUT = FIRST_MARK;
    private static final char PAUSE = FIRST_MARK + 1;
    private static final char FIN = FIRST_MARK + 2;
    private static final char RST = FIRST_MARK + 3;
    private static final char STALL = FIRST_MARK + 4;
    private static final char READ_BODY = FIRST_MARK + 5;
    private static final char EARLY = FIRST_MARK + 6;
    private static final char LAST_MARK = EARLY;

    private static final Map<String, String> WORDS = Map.ofEntries(
            Map.entry("pause", String.valueOf(PAUSE)),
            Map.entry("fin", String.valueOf(FIN)),
            Map.entry("rst", String.valueOf(RST)),
            Map.entry("stall", String.valueOf(STALL)),
            Map.entry("early", String.valueOf(EARLY)),
            Map.entry("body", String.valueOf(READ_BODY)),
            Map.entry("get", "GET / HTTP/1.1\r\nHost: a\r\n"),
            Map.entry("post", "POST / HTTP/1.1\r\nHost: a\r\n"),
            Map.entry("next", "GET /next HTTP/1.1\r\nHost: a\r\n\r\n"),
            Map.entry("te", "Transfer-Encoding: chunked\r\n\r\n"),
            Map.entry("chunked", "POST / HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\n"),
            Map.entry("0", "0\r\n\r\n"),
            Map.entry("ok", "HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"),
            Map.entry("200", "HTTP/1.1 200 OK\r\n"));
    private static final Pattern REPEATED = Pattern.compile("(.*)\\*(\\d+)", Pattern.DOTALL);

    private final String text;
    private int at;

    private Notation(String text) {
        this.text = text;
    }

    /** The steps that a text spells, in order; bytes that stand together are sent together. */
    static List<Step> steps(String text) {
        String decoded = new Notation(text).decode();
        List<Step> steps = new ArrayList<>();
        int start = 0;
        for (int i = 0; i <= decoded.length(); i++) {
            boolean isMark = i < decoded.length() && decoded.charAt(i) >= FIRST_MARK && decoded.charAt(i) <= LAST_MARK;
            if (i < decoded.length() && !isMark) {
                continue;
            }
            if (i > start) {
                steps.add(new Step.Send(decoded.substring(start, i)));
            }
            start = i + 1;
            if (isMark) {
                addMark(decoded.charAt(i), steps);
            }
        }
        return steps;
    }

    private static void addMark(char mark, List<Step> steps) {
        switch (mark) {
            case CUT -> {}
            case PAUSE -> steps.add(new Step.Pause());
            case FIN -> steps.add(new Step.HalfClose());
            case RST -> steps.add(new Step.Reset());
            case STALL -> steps.add(new Step.Stall());
            case EARLY -> steps.add(new Step.Early());
            default -> steps.add(new Step.ReadBody());
        }
    }

    /** The bytes that a text without steps spells, one character for each. */
    static String text(String text) {
        String decoded = new Notation(text).decode();
        if (decoded.chars().anyMatch(c -> c > 0xFF)) {
            throw new IllegalArgumentException("steps or other characters in: " + text + " (expected: bytes only)");
        }
        return decoded;
    }

    private String decode() {
        StringBuilder out = new StringBuilder();
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case '~' -> out.append("\r\n");
                case '|' -> out.append(CUT);
                case '\\' -> out.append(escape());
                case '{' -> out.append(word(inner()));
                default -> out.append(c);
            }
        }
        return out.toString();
    }

    private char escape() {
        char c = text.charAt(at++);
        return switch (c) {
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 't' -> '\t';
            case 's' -> ' ';
            case 'x' -> {
                at += 2;
                yield (char) Integer.parseInt(text.substring(at - 2, at), 16);
            }
            case '\\', '~', '|', '{', '}' -> c;
            default ->
                throw new IllegalArgumentException("\\" + c + " in: " + text + " (expected: r n t s xHH or \\~|{})");
        };
    }

    /** What stands up to the brace that closes the one before. */
    private String inner() {
        int start = at;
        for (int depth = 1; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\') {
                at++;
            } else if (c == '{') {
                depth++;
            } else if (c == '}' && --depth == 0) {
                return text.substring(start, at++);
            }
        }
        throw new IllegalArgumentException("no closing brace in: " + text);
    }

    private static String word(String inner) {
        String known = WORDS.get(inner);
        if (known != null) {
            return known;
        }
        int colon = inner.indexOf(':');
        String name = colon < 0 ? "" : inner.substring(0, colon);
        String value = inner.substring(colon + 1);
        return switch (name) {
            case "get", "post" -> name.toUpperCase(Locale.ROOT) + " " + decoded(value) + " HTTP/1.1\r\nHost: a\r\n";
            case "len" -> sized(decoded(value));
            case "c" -> chunk(decoded(value));
            default -> repeated(inner);
        };
    }

    private static String sized(String body) {
        return "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    private static String chunk(String bytes) {
        return Integer.toHexString(bytes.length()) + "\r\n" + bytes + "\r\n";
    }

    private static String repeated(String inner) {
        Matcher matcher = REPEATED.matcher(inner);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("{" + inner + "} (expected: a word of NOTATION.md or {TEXT*COUNT})");
        }
        return decoded(matcher.group(1)).repeat(Integer.parseInt(matcher.group(2)));
    }

    private static String decoded(String text) {
        return new Notation(text).decode();
    }
}
