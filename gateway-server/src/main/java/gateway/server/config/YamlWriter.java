package gateway.server.config;

import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Writes maps, lists and texts as YAML in blocks; lists of texts stand on one line. */
final class YamlWriter {
    /** What no reader of YAML takes for anything but a text: words, durations, sizes, addresses, networks. */
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z/][A-Za-z0-9_./-]*(:[0-9]+)?"
            + "|[0-9]+(ms|[smhB]|[KMG]iB)"
            + "|[0-9]+([.][0-9]+){3}([:/][0-9]+)?");

    private static final Pattern RESERVED = Pattern.compile("(?i)null|true|yes|on|no|y|n");

    private final StringBuilder out = new StringBuilder();

    private YamlWriter() {}

    static String write(Map<String, ?> root) {
        YamlWriter writer = new YamlWriter();
        writer.map(root, "");
        return writer.out.toString();
    }

    /** The text in a form that reads back as itself. */
    static String scalar(String text) {
        if (PLAIN.matcher(text).matches() && !RESERVED.matcher(text).matches()) {
            return text;
        }
        StringBuilder quoted = new StringBuilder("\"");
        text.replace("${", "$${").codePoints().forEach(c -> escape(quoted, c));
        return quoted.append('"').toString();
    }

    private static void escape(StringBuilder quoted, int c) {
        if (c == '"' || c == '\\') {
            quoted.append('\\').appendCodePoint(c);
        } else if (Character.isISOControl(c)) {
            quoted.append(String.format("\\u%04x", c));
        } else {
            quoted.appendCodePoint(c);
        }
    }

    private void map(Map<?, ?> map, String indent) {
        map.forEach((key, value) -> {
            out.append(indent).append(scalar(key.toString())).append(':');
            value(value, indent);
        });
    }

    private void value(Object value, String indent) {
        if (value instanceof Map<?, ?> map && !map.isEmpty()) {
            out.append('\n');
            map(map, indent + "  ");
        } else if (value instanceof List<?> list && list.stream().anyMatch(Map.class::isInstance)) {
            out.append('\n');
            list.forEach(item -> item((Map<?, ?>) item, indent + "  "));
        } else {
            out.append(' ').append(inline(value)).append('\n');
        }
    }

    private void item(Map<?, ?> map, String indent) {
        int start = out.length();
        map(map, indent + "  ");
        out.setCharAt(start + indent.length(), '-');
    }

    private static String inline(Object value) {
        if (value instanceof List<?> list) {
            List<String> items =
                    list.stream().map(item -> scalar(item.toString())).toList();
            return "[" + String.join(", ", items) + "]";
        }
        if (value instanceof Map<?, ?>) {
            return "{}";
        }
        return value instanceof Number ? value.toString() : scalar(value.toString());
    }
}
