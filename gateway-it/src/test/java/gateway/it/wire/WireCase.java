package gateway.it.wire;

import java.util.List;

/**
 * One line of the corpus.
 *
 * @param file without its folder and ending
 * @param request what the client sends; of an upstream script, in short: {@code POST:hello}
 * @param steps what the client does, or the faulty backend
 * @param text the steps as the line spells them
 */
record WireCase(
        String file,
        Rule rule,
        String name,
        Level level,
        Expectation expectation,
        String request,
        List<Step> steps,
        String text) {
    static WireCase ofRequest(String file, Rule rule, String line) {
        String[] parts = parts(line, 4, "NAME :: LEVEL :: EXPECTATION :: BYTES");
        return of(file, rule, parts, "", parts[2], parts[3], false);
    }

    static WireCase ofUpstream(String file, Rule rule, String line) {
        String[] parts = parts(line, 5, "NAME :: LEVEL :: REQUEST :: EXPECTATION :: BYTES");
        return of(file, rule, parts, parts[2], parts[3], parts[4], true);
    }

    private static WireCase of(
            String file, Rule rule, String[] parts, String request, String expected, String bytes, boolean isUpstream) {
        Expectation expectation = Expectation.parse(expected, rule, isUpstream);
        String name = file + "/" + parts[0];
        return new WireCase(
                file, rule, name, Level.valueOf(parts[1]), expectation, request, Notation.steps(bytes), bytes);
    }

    private static String[] parts(String line, int count, String expected) {
        String[] parts = line.split(" +:: +", count);
        if (parts.length != count) {
            throw new IllegalArgumentException(line + " (expected: " + expected + ")");
        }
        return parts;
    }

    @Override
    public String toString() {
        return name;
    }
}
