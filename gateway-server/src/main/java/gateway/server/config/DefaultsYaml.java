package gateway.server.config;

import gateway.server.config.shape.Key;
import gateway.server.config.shape.Key.Presence;
import gateway.server.config.shape.Section;
import java.util.Optional;

/** Writes the table of keys as a commented file: defaults live, what is off by default as a comment with an example. */
final class DefaultsYaml {
    /** Column at which the words about a key begin. */
    private static final int WORDS = 44;

    private final StringBuilder out =
            new StringBuilder("# Every key with its default. Keys in comments are not set by default.\n");

    DefaultsYaml() {
        for (Key<?> key : GatewayKeys.GATEWAY.keys()) {
            write(key, "", "");
        }
    }

    /** {@code lead} stands before the key: blanks, and the dash of a list's item. */
    private void write(Key<?> key, String lead, String indent) {
        if (key.presence() == Presence.OPTIONAL) {
            line(lead + "# " + key.name() + ": " + key.sample(), key.words());
            return;
        }
        Optional<Section<?>> section = key.shape().section().filter(inner -> !isShort(key));
        if (section.isEmpty()) {
            line(lead + key.name() + ": " + key.sample(), key.words());
            return;
        }
        line(lead + key.name() + ":", key.words());
        boolean list = key.shape().schema().path("type").asString("").equals("array");
        if (!list && !key.sample().isEmpty()) {
            line(indent + "  " + key.sample() + ":", "a name of your choice");
            keys(section.get(), indent + "    ", indent + "    ");
        } else {
            keys(section.get(), indent + (list ? "  - " : "  "), indent + (list ? "    " : "  "));
        }
    }

    private void keys(Section<?> section, String lead, String indent) {
        String first = lead;
        // The dash of an item must stand before a key that is not a comment.
        for (Key<?> key : liveFirst(section)) {
            write(key, first, indent);
            first = indent;
        }
    }

    private static Iterable<Key<?>> liveFirst(Section<?> section) {
        return section.keys().stream()
                .sorted((a, b) -> Boolean.compare(!isLive(a), !isLive(b)))
                .toList();
    }

    private static boolean isLive(Key<?> key) {
        return key.presence() == Presence.USUAL ? key.shape().section().isEmpty() : key.presence() != Presence.OPTIONAL;
    }

    /** A list for which the short form of an item is sample enough. */
    private static boolean isShort(Key<?> key) {
        return key.sample().startsWith("[");
    }

    private void line(String text, String words) {
        out.append(text);
        out.append(" ".repeat(Math.max(2, WORDS - text.length())));
        out.append("# ").append(words).append('\n');
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
