package gateway.server.config.tree;

import gateway.core.config.Suggestions;
import gateway.server.config.tree.Node.Broken;
import gateway.server.config.tree.Node.Entry;
import gateway.server.config.tree.Node.Mapping;
import gateway.server.config.tree.Node.Scalar;
import gateway.server.config.tree.Node.Sequence;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Fills <code>${VAR}</code>, <code>${VAR:-default}</code> and <code>${file:PATH}</code> into values, once: what is filled in is
 * not looked at again. <code>$${</code> stands for <code>${</code>.
 */
final class Interpolation {
    private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final String FORMS = "(expected: ${VAR}, ${VAR:-default} or ${file:PATH}, or $${ for a plain ${)";

    private final Map<String, String> environment;
    private final Budget budget;
    private final Findings findings;

    Interpolation(Map<String, String> environment, Budget budget, Findings findings) {
        this.environment = environment;
        this.budget = budget;
        this.findings = findings;
    }

    Mapping apply(Mapping mapping, String path) {
        Map<String, Entry> filled = new LinkedHashMap<>();
        mapping.entries().forEach((key, entry) -> {
            String place = path.isEmpty() ? key : path + "." + key;
            filled.put(key, new Entry(entry.keyPlace(), apply(entry.value(), place)));
        });
        return mapping.with(filled);
    }

    private Node apply(Node node, String path) {
        if (node instanceof Mapping mapping) {
            return apply(mapping, path);
        }
        if (node instanceof Sequence sequence) {
            List<Node> items = new ArrayList<>();
            for (Node item : sequence.items()) {
                items.add(apply(item, path + "[" + items.size() + "]"));
            }
            return new Sequence(items, sequence.flow(), sequence.place());
        }
        return node instanceof Scalar scalar && scalar.text().contains("${") ? fill(scalar, path) : node;
    }

    private Node fill(Scalar scalar, String path) {
        try {
            String text = filled(scalar.text(), scalar.place());
            return new Scalar(text, scalar.written(), scalar.plain(), scalar.place());
        } catch (SyntaxException e) {
            findings.error(scalar.place(), path, e.reason());
            return new Broken(scalar.place());
        }
    }

    private String filled(String text, Place place) throws SyntaxException {
        StringBuilder out = new StringBuilder();
        int at = 0;
        for (int next = text.indexOf("${"); next >= 0; next = text.indexOf("${", at)) {
            if (next > at && text.charAt(next - 1) == '$') {
                out.append(text, at, next - 1).append("${");
                at = next + 2;
                continue;
            }
            int end = text.indexOf('}', next);
            if (end < 0) {
                throw new SyntaxException(place, "\"" + text.substring(next) + "\" has no closing brace " + FORMS);
            }
            String value = value(text.substring(next + 2, end), place);
            if (!budget.insert(value.length())) {
                throw new SyntaxException(
                        place, "variables stand for more than " + Budget.INSERTED_CHARACTERS + " characters");
            }
            out.append(text, at, next).append(value);
            at = end + 1;
        }
        return out.append(text, at, text.length()).toString();
    }

    private String value(String reference, Place place) throws SyntaxException {
        if (reference.startsWith("file:")) {
            return contents(reference.substring("file:".length()), place);
        }
        int dash = reference.indexOf(":-");
        String name = dash < 0 ? reference : reference.substring(0, dash);
        if (!NAME.matcher(name).matches() || reference.contains("${")) {
            throw new SyntaxException(place, "\"${" + reference + "}\" " + FORMS);
        }
        String value = environment.get(name);
        if (dash >= 0) {
            return value == null || value.isEmpty() ? reference.substring(dash + 2) : value;
        }
        if (value == null) {
            throw new SyntaxException(
                    place,
                    "\"${" + name + "}\" is not set (expected: an environment variable, or ${" + name + ":-default}"
                            + Suggestions.hint(name, environment.keySet()) + ")");
        }
        return value;
    }

    private static String contents(String name, Place place) throws SyntaxException {
        String reference = "\"${file:" + name + "}\" ";
        try {
            String text = DocumentReader.text(place.source().directory().resolve(Path.of(name)));
            return text.endsWith("\n") ? text.substring(0, text.length() - (text.endsWith("\r\n") ? 2 : 1)) : text;
        } catch (InvalidPathException e) {
            throw new SyntaxException(place, reference + "is no path");
        } catch (IOException e) {
            throw new SyntaxException(place, reference + e.getMessage() + " (expected: a file)");
        }
    }
}
