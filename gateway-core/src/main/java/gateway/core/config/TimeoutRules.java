package gateway.core.config;

import gateway.core.config.TimeoutField.Level;
import java.time.Duration;

/** Time-outs stand where they have an effect, and are long enough to let anything through. */
final class TimeoutRules {
    /** Longer ones would overflow when added to the clock. */
    private static final Duration LONGEST = Duration.ofDays(365);

    private TimeoutRules() {}

    static void check(ProblemList problems, String path, TimeoutConfig timeouts, Level level) {
        for (TimeoutField field : TimeoutField.values()) {
            Duration value = field.of(timeouts);
            if (value == null) {
                continue;
            }
            String place = path + "." + field.key();
            if (!field.isAllowedOn(level)) {
                problems.add(place, field.key() + " has no effect here (expected: " + field.places() + ")");
            } else if (value.equals(TimeoutConfig.OFF)) {
                // A stop that never begins is nobody's wish; the way to say none is 0s.
                problems.expect(field != TimeoutField.PRE_STOP, place, "off", "a duration such as 5s");
            } else {
                checkLength(problems, place, value, field.mayBeZero());
            }
        }
    }

    /** A length of time that is not off. */
    static void checkLength(ProblemList problems, String path, Duration value, boolean zeroAllowed) {
        boolean longEnough = zeroAllowed ? !value.isNegative() : value.compareTo(Duration.ZERO) > 0;
        problems.expect(
                longEnough && value.compareTo(LONGEST) <= 0,
                path,
                value,
                (zeroAllowed ? "0s" : "more than 0s") + ", at most 365 days");
    }
}
