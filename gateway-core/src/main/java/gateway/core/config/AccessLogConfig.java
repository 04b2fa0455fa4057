package gateway.core.config;

import java.time.Duration;
import java.util.List;

/**
 * Which requests are logged, where and how.
 *
 * @param format of a line
 * @param path a file, or {@code -} for standard output
 * @param keep a request is logged when any of these holds; empty switches the log off
 */
public record AccessLogConfig(Format format, String path, List<Keep> keep) {
    public static final AccessLogConfig DEFAULT =
            new AccessLogConfig(Format.JSON, "-", List.of(new KeepErrors(), new KeepSlow(Duration.ofSeconds(1))));
    public static final AccessLogConfig OFF = new AccessLogConfig(Format.JSON, "-", List.of());

    public AccessLogConfig {
        keep = List.copyOf(keep);
    }

    /** How a line looks. */
    public enum Format {
        JSON,
        COMBINED
    }

    /** A condition under which a request is logged. */
    public sealed interface Keep {}

    /** {@code all}: every request. */
    public record KeepAll() implements Keep {}

    /** {@code errors}: a status of 500 or above, or a failure reason. */
    public record KeepErrors() implements Keep {}

    /** {@code slow>1s}: took longer. */
    public record KeepSlow(Duration threshold) implements Keep {}
}
