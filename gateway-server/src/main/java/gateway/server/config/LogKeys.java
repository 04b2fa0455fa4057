package gateway.server.config;

import gateway.core.config.AccessLogConfig;
import gateway.core.config.AccessLogConfig.Format;
import gateway.core.config.AccessLogConfig.Keep;
import gateway.core.config.AccessLogConfig.KeepAll;
import gateway.core.config.AccessLogConfig.KeepErrors;
import gateway.core.config.AccessLogConfig.KeepSlow;
import gateway.core.config.Suggestions;
import gateway.server.config.shape.ChoiceShape;
import gateway.server.config.shape.Key;
import gateway.server.config.shape.ListShape;
import gateway.server.config.shape.OffOr;
import gateway.server.config.shape.Section;
import gateway.server.config.shape.TextShape;
import gateway.server.config.tree.Place;
import java.util.List;

/** Keys of {@code access_log}. */
final class LogKeys {
    static final ChoiceShape<Format> FORMATS = ChoiceShape.hyphenated(Format.class);

    private static final String SLOW = "slow>";
    private static final TextShape<Keep> KEEP_SHAPE = TextShape.of(
            "all, errors or a threshold such as \"slow>1s\"",
            "all|errors|slow>[0-9]+(ms|s|m|h|d)",
            (text, place) -> keep(text));

    private static final Key<Format> FORMAT = Key.withDefault("format", FORMATS, "json", "json or combined");
    private static final Key<String> PATH = Key.withDefault(
            "path", TextShape.of("a file, or \"-\"", LogKeys::path), "\"-\"", "a file, or - for standard output");
    private static final Key<List<Keep>> KEEP = Key.withDefault(
            "keep",
            ListShape.of(KEEP_SHAPE),
            "[errors, \"slow>1s\"]",
            "logged when one of these holds; [all] logs everything");

    private static final Section<AccessLogConfig> SECTION = Section.of(
            "access_log",
            List.of(FORMAT, PATH, KEEP),
            fields -> new AccessLogConfig(
                    fields.get(FORMAT, AccessLogConfig.DEFAULT.format()),
                    fields.get(PATH, AccessLogConfig.DEFAULT.path()),
                    fields.get(KEEP, AccessLogConfig.DEFAULT.keep())));

    static final Key<AccessLogConfig> ACCESS_LOG = Key.withDefault(
            "access_log", new OffOr<>(SECTION, AccessLogConfig.OFF), "", "which requests are logged; or off");

    private LogKeys() {}

    /** The form that the file has. */
    static String of(Keep keep) {
        if (keep instanceof KeepSlow slow) {
            return SLOW + DurationText.of(slow.threshold());
        }
        return keep instanceof KeepAll ? "all" : "errors";
    }

    private static Keep keep(String text) {
        if (text.startsWith(SLOW)) {
            return new KeepSlow(DurationText.parse(text.substring(SLOW.length())));
        }
        return switch (text) {
            case "all" -> new KeepAll();
            case "errors" -> new KeepErrors();
            default ->
                throw new IllegalArgumentException(Suggestions.nearest(text, List.of("all", "errors"))
                        .map(guess -> "did you mean " + guess + "?")
                        .orElse(""));
        };
    }

    private static String path(String text, Place place) {
        return text.equals("-") ? text : Texts.resolved(text, place);
    }
}
