package gateway.server.config.tree;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells people who fell into one of YAML's traps how to get out: by quotes, nearly always. */
final class YamlTraps {
    private static final int LONGEST_LINE = 2_000;

    /** Texts that YAML takes for something else; the first group is what to quote. */
    private static final List<Pattern> UNQUOTED = List.of(
            Pattern.compile("[\\s:,\\[{]([^\\s,\\[\\]{}\"'$]*\\$\\{[^}\"']*}[^\\s,\\]}\"']*)"),
            Pattern.compile("(?::|-|,|^)\\s+(\\[[0-9A-Fa-f:.%]*:[0-9A-Fa-f:.%a-z]*](?::\\d+)?)"),
            Pattern.compile("(?::\\s+|-\\s+|,\\s*|\\[\\s*)([*&@`%!|>][^\\s,\\]}\"']*)"),
            Pattern.compile("(?::\\s+|-\\s+|,\\s*|\\[\\s*)(:[^\\s,\\]}\"']*)"),
            Pattern.compile("(?::\\s+|-\\s+)(\\{[^\\s\"':,]*}[^\\s,\"']*)"),
            Pattern.compile(":\\s+([^\\s\"'{\\[][^\"'{\\[]*:\\s[^\"']*\\S)"));

    private YamlTraps() {}

    /** What to do about the line, in brackets; empty when it looks harmless. */
    static String hint(String text, int lineNumber) {
        String line = text.lines().skip(lineNumber - 1L).findFirst().orElse("");
        if (line.length() > LONGEST_LINE) {
            return "";
        }
        if (line.stripLeading().length() < line.length()
                && line.substring(0, indent(line)).contains("\t")) {
            return " (expected: blanks at the beginning of a line, not tabs)";
        }
        for (Pattern pattern : UNQUOTED) {
            Matcher matcher = pattern.matcher(line);
            if (matcher.find()) {
                return " (expected: quotes, as in \"" + matcher.group(1) + "\")";
            }
        }
        return "";
    }

    private static int indent(String line) {
        return line.length() - line.stripLeading().length();
    }
}
