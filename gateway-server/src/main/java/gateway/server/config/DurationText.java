package gateway.server.config;

import gateway.core.config.TimeoutConfig;
import gateway.server.config.shape.TextShape;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as in {@code 5s}, {@code 250ms}, {@code 10m}, {@code 1h} or {@code 2d}. */
final class DurationText {
    static final TextShape<Duration> SHAPE =
            TextShape.of("a duration such as 5s, 250ms, 10m or 1h", "[0-9]+(ms|s|m|h|d)", (text, place) -> parse(text));

    private static final Pattern FORM = Pattern.compile("([0-9]{1,12})(ms|s|m|h|d)");

    private DurationText() {}

    /**
     * The duration.
     *
     * @throws IllegalArgumentException with a hint on what was meant
     */
    static Duration parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    text.matches("[0-9]{1,12}")
                            ? "did you mean " + text + "s?"
                            : "a whole number and a unit, no blank");
        }
        long amount = Long.parseLong(matcher.group(1));
        Duration value =
                switch (matcher.group(2)) {
                    case "ms" -> Duration.ofMillis(amount);
                    case "s" -> Duration.ofSeconds(amount);
                    case "m" -> Duration.ofMinutes(amount);
                    case "h" -> Duration.ofHours(amount);
                    default -> Duration.ofDays(amount);
                };
        if (value.compareTo(TimeoutConfig.OFF) >= 0) {
            throw new IllegalArgumentException("at most 365d");
        }
        return value;
    }

    /** The form that {@link #parse} takes, in the largest unit that fits; parts of a millisecond are rounded up. */
    static String of(Duration value) {
        if (value.equals(TimeoutConfig.OFF)) {
            return "off";
        }
        long millis = value.plusNanos(999_999).toMillis();
        if (millis % 1000 != 0) {
            return millis + "ms";
        }
        long seconds = millis / 1000;
        if (seconds % 3600 == 0 && seconds > 0) {
            return seconds / 3600 + "h";
        }
        return seconds % 60 == 0 && seconds > 60 ? seconds / 60 + "m" : seconds + "s";
    }
}
