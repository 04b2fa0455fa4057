package gateway.server.config;

import gateway.server.config.tree.Node;
import gateway.server.config.tree.Node.Entry;
import gateway.server.config.tree.Node.Mapping;
import gateway.server.config.tree.Node.Sequence;
import gateway.server.config.tree.Place;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds the place that a path of the configuration has in the tree: of the deepest piece on the way that is there. Short forms
 * leave steps out, so a step that leads nowhere is passed over.
 */
final class PathLookup {
    private static final Pattern INDEX = Pattern.compile("^\\[(\\d{1,9})]");

    private PathLookup() {}

    static Place find(Mapping root, String path) {
        Node node = root;
        String rest = path;
        while (!rest.isEmpty()) {
            Matcher index = INDEX.matcher(rest);
            if (index.find()) {
                node = item(node, Integer.parseInt(index.group(1)));
                rest = afterDot(rest.substring(index.end()));
                continue;
            }
            Optional<String> key = node instanceof Mapping mapping ? key(mapping, rest) : Optional.empty();
            if (key.isPresent() && node instanceof Mapping mapping) {
                Entry entry = mapping.entries().get(key.get());
                node = entry == null ? node : entry.value();
                rest = afterDot(rest.substring(key.get().length()));
            } else {
                rest = afterStep(rest);
            }
        }
        return node.place();
    }

    private static Node item(Node node, int index) {
        return node instanceof Sequence list && index < list.items().size()
                ? list.items().get(index)
                : node;
    }

    /** Names may have dots in them: the longest key that fits is meant. */
    private static Optional<String> key(Mapping mapping, String rest) {
        return mapping.entries().keySet().stream()
                .filter(key -> rest.startsWith(key) && endsStep(rest, key.length()))
                .max(Comparator.comparingInt(String::length));
    }

    private static boolean endsStep(String rest, int at) {
        return at == rest.length() || rest.charAt(at) == '.' || rest.charAt(at) == '[';
    }

    private static String afterStep(String rest) {
        int end = 1;
        while (!endsStep(rest, end)) {
            end++;
        }
        return afterDot(rest.substring(end));
    }

    private static String afterDot(String rest) {
        return rest.startsWith(".") ? rest.substring(1) : rest;
    }
}
