package gateway.it.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** One way in which a case may go. The words are described in {@code NOTATION.md}. */
final class Outcome {
    /** What becomes of the client's connection. */
    enum End {
        ANY,
        CLOSE,
        KEEP,
        /** Nothing comes, and it stays open. */
        WAITS
    }

    private static final int ANY_NUMBER = -1;

    private final List<Integer> statuses = new ArrayList<>();
    private final List<Integer> heads = new ArrayList<>();
    private final List<Condition> conditions = new ArrayList<>();
    private End end = End.ANY;
    private String reason = "";
    private String interim = "";
    private int whole = ANY_NUMBER;
    private boolean mayBePart;
    private boolean isCut;
    private boolean isReused;
    private boolean isDropped;

    private Outcome() {}

    static Outcome parse(String text, Rule rule, boolean isUpstream) {
        Outcome outcome = new Outcome();
        for (String word : text.split(" ", -1)) {
            outcome.read(word, rule, isUpstream);
        }
        if (outcome.whole == ANY_NUMBER && !isUpstream) {
            outcome.whole = (int) outcome.statuses.stream()
                    .filter(status -> status / 100 == 2)
                    .count();
        }
        return outcome;
    }

    private void read(String word, Rule rule, boolean isUpstream) {
        switch (word) {
            case "refused" -> {
                statuses.add(rule.status());
                reason = rule.reason();
                end = isUpstream ? End.ANY : End.CLOSE;
            }
            case "close" -> end = End.CLOSE;
            case "keep" -> end = End.KEEP;
            case "waits" -> end = End.WAITS;
            case "none" -> {}
            case "part" -> mayBePart = true;
            case "cut" -> isCut = true;
            case "reused" -> isReused = true;
            case "dropped" -> isDropped = true;
            default -> readWithValue(word, rule);
        }
    }

    private void readWithValue(String word, Rule rule) {
        int colon = word.indexOf(':');
        String value = word.substring(colon + 1);
        switch (colon < 0 ? "" : word.substring(0, colon).replaceAll("\\d", "")) {
            case "" ->
                Stream.of(word.split(",", -1))
                        .map(status -> status.equals("refused") ? refusedLater(rule) : Integer.parseInt(status))
                        .forEach(statuses::add);
            case "origin" -> whole = Integer.parseInt(value);
            case "reason" -> reason = value;
            case "interim" -> interim = value;
            case "head" -> heads.add(Integer.parseInt(value));
            case "see", "get" -> conditions.add(Condition.parse(word));
            default -> throw new IllegalArgumentException(word + " (expected: a word of NOTATION.md)");
        }
    }

    private int refusedLater(Rule rule) {
        reason = rule.reason();
        return rule.status();
    }

    List<Integer> statuses() {
        return statuses;
    }

    List<Integer> heads() {
        return heads;
    }

    End end() {
        return end;
    }

    /** Why what was seen is another outcome; empty when it is this one. */
    Optional<String> mismatch(Observation seen) {
        return Stream.<Optional<String>>of(
                        differs("statuses", statuses, seen.statuses()),
                        endMismatch(seen),
                        reason.isEmpty() ? Optional.empty() : differs("reason", reason, seen.reason()),
                        interim.isEmpty() ? Optional.empty() : differs("interim", interim, seen.interim()),
                        differs("cut", isCut, seen.isCut()),
                        whole == ANY_NUMBER
                                ? Optional.empty()
                                : differs("whole requests at the origin", whole, seen.whole()),
                        mayBePart || whole == ANY_NUMBER
                                ? Optional.empty()
                                : differs("partial requests", 0, seen.partial()),
                        isReused ? differs("reused", true, seen.isReused()) : Optional.empty(),
                        isDropped ? differs("reused", false, seen.isReused()) : Optional.empty(),
                        conditions.stream()
                                .flatMap(condition -> condition.mismatch(seen).stream())
                                .findFirst())
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<String> endMismatch(Observation seen) {
        return switch (end) {
            case ANY -> Optional.empty();
            case CLOSE -> differs("end", Observation.End.CLOSED, seen.end());
            case KEEP -> differs("end", Observation.End.KEPT, seen.end());
            case WAITS -> differs("end", Observation.End.SILENT, seen.end());
        };
    }

    private static Optional<String> differs(String what, Object expected, Object seen) {
        return expected.equals(seen)
                ? Optional.empty()
                : Optional.of(what + " " + seen + " (expected: " + expected + ")");
    }
}
