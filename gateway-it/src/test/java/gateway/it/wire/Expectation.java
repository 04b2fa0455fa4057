package gateway.it.wire;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** What may become of a case: one of several outcomes. */
record Expectation(List<Outcome> outcomes) {
    Expectation {
        outcomes = List.copyOf(outcomes);
    }

    static Expectation parse(String text, Rule rule, boolean isUpstream) {
        return new Expectation(Stream.of(text.split(" or ", -1))
                .map(outcome -> Outcome.parse(outcome, rule, isUpstream))
                .toList());
    }

    /** So many responses are waited for. */
    int responses() {
        return outcomes.stream()
                .mapToInt(outcome -> outcome.statuses().size())
                .max()
                .orElse(0);
    }

    /** The request with this number, counted from 0, is a HEAD. */
    boolean isHead(int number) {
        return outcomes.get(0).heads().contains(number + 1);
    }

    /** It may be that nothing comes at all, so that waiting for it is worth a moment only. */
    boolean mayBeSilent() {
        return outcomes.stream().anyMatch(outcome -> outcome.end() == Outcome.End.WAITS);
    }

    /** Why what was seen is none of the outcomes; empty when it is one. */
    Optional<String> mismatch(Observation seen) {
        String all = "";
        for (Outcome outcome : outcomes) {
            Optional<String> why = outcome.mismatch(seen);
            if (why.isEmpty()) {
                return Optional.empty();
            }
            all = all.isEmpty() ? why.get() : all + "; or " + why.get();
        }
        return Optional.of(all);
    }
}
