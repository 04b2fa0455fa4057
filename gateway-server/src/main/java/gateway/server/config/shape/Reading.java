package gateway.server.config.shape;

import gateway.server.config.tree.Findings;
import gateway.server.config.tree.Node;
import gateway.server.config.tree.Node.Scalar;
import gateway.server.config.tree.Place;

/**
 * One pass over a tree: where problems go, and how strict it is.
 *
 * @param unknownKeysWarn a key that nobody knows is passed over with a warning, not an error
 * @param alternative what else may stand at this one spot; empty for nothing
 */
public record Reading(Findings findings, boolean unknownKeysWarn, String alternative) {
    private static final int LONGEST_VALUE = 80;

    public Reading(Findings findings, boolean unknownKeysWarn) {
        this(findings, unknownKeysWarn, "");
    }

    /** For a spot where a word will do as well. */
    Reading or(String word) {
        return new Reading(findings, unknownKeysWarn, ", or " + word);
    }

    /** For what is inside of the spot: the other choice is gone. */
    Reading inside() {
        return alternative.isEmpty() ? this : new Reading(findings, unknownKeysWarn);
    }

    void error(Spot spot, String message) {
        findings.error(spot.node().place(), spot.path(), message);
    }

    void error(Place place, String path, String message) {
        findings.error(place, path, message);
    }

    /** The value is not what was expected; {@code hint} is empty or begins with a semicolon. */
    void unexpected(Spot spot, String expected, String hint) {
        if (!(spot.node() instanceof Node.Broken)) {
            error(
                    spot,
                    describe(spot.node()) + " (expected: " + expected + alternative + quoteHint(spot.node()) + hint
                            + ")");
        }
    }

    /** The value as the user wrote it. What came out of a file may be a secret and is not shown. */
    static String describe(Node node) {
        if (!(node instanceof Scalar scalar)) {
            return node.kind() + " is given";
        }
        if (scalar.isNull()) {
            return "nothing is given";
        }
        String written = quoted(scalar.written(), scalar.plain());
        boolean filled = !scalar.text().equals(scalar.written());
        return filled && !scalar.written().contains("${file:")
                ? written + ", which is " + quoted(scalar.text(), false) + " now"
                : written;
    }

    private static String quoted(String text, boolean plain) {
        if (plain && text.matches("-?[0-9.]{1,20}|true|false")) {
            return text;
        }
        String shown = text.length() <= LONGEST_VALUE ? text : text.substring(0, LONGEST_VALUE) + "...";
        return "\"" + shown.replaceAll("\\p{Cntrl}", "?") + "\"";
    }

    /** YAML takes a text that begins with a brace or bracket for a map or a list. */
    private static String quoteHint(Node node) {
        if (node instanceof Node.Mapping mapping && mapping.flow()) {
            return "; quotes around a text that begins with {";
        }
        return node instanceof Node.Sequence sequence && sequence.flow()
                ? "; quotes around a text that begins with ["
                : "";
    }
}
