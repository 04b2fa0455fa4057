package gateway.server.config;

import gateway.core.config.Bounds;
import gateway.server.config.shape.TextShape;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Sizes as in {@code 512B}, {@code 16KiB} or {@code 10MB}. */
final class SizeText {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,10})(B|KB|KiB|MB|MiB|GB|GiB)");
    private static final Map<String, Long> UNITS = units();

    private SizeText() {}

    /** A size within bounds. */
    static TextShape<Long> shape(Bounds bounds) {
        String range = bounds.max() == Long.MAX_VALUE ? "" : ", " + of(bounds.min()) + " to " + of(bounds.max());
        return TextShape.of(
                "a size such as 16KiB, 10MB or 1GiB" + range,
                "[0-9]+(B|[KMG]i?B)",
                (text, place) -> within(bounds, text));
    }

    /**
     * Bytes.
     *
     * @throws IllegalArgumentException with a hint on what was meant
     */
    static long parse(String text) {
        return parse(text, Bounds.BODY_SIZE);
    }

    private static long parse(String text, Bounds bounds) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(hint(text, bounds));
        }
        try {
            return Math.multiplyExact(Long.parseLong(matcher.group(1)), UNITS.getOrDefault(matcher.group(2), 1L));
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("less than 8192 PiB", e);
        }
    }

    /** The form that {@link #parse} takes, in the largest binary unit that fits. */
    static String of(long bytes) {
        if (bytes == 0 || bytes % 1024 != 0) {
            return bytes + "B";
        }
        if (bytes % (1 << 30) == 0) {
            return (bytes >> 30) + "GiB";
        }
        return bytes % (1 << 20) == 0 ? (bytes >> 20) + "MiB" : (bytes >> 10) + "KiB";
    }

    /** A bare number is proposed with the units that make it fit. */
    private static String hint(String text, Bounds bounds) {
        String fitting = !text.matches("[0-9]{1,10}")
                ? ""
                : Stream.of("B", "KiB", "MiB")
                        .filter(unit -> bounds.includes(Long.parseLong(text) * UNITS.getOrDefault(unit, 1L)))
                        .limit(2)
                        .map(unit -> text + unit)
                        .collect(Collectors.joining(" or "));
        return fitting.isEmpty()
                ? "a whole number and one of " + String.join(" ", UNITS.keySet()) + ", no blank"
                : "did you mean " + fitting + "?";
    }

    private static long within(Bounds bounds, String text) {
        long size = parse(text, bounds);
        if (!bounds.includes(size)) {
            throw new IllegalArgumentException("");
        }
        return size;
    }

    private static Map<String, Long> units() {
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("B", 1L);
        units.put("KB", 1_000L);
        units.put("KiB", 1L << 10);
        units.put("MB", 1_000_000L);
        units.put("MiB", 1L << 20);
        units.put("GB", 1_000_000_000L);
        units.put("GiB", 1L << 30);
        return units;
    }
}
