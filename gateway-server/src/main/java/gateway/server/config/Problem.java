package gateway.server.config;

import gateway.server.config.tree.Findings.Finding;
import java.util.Locale;

/**
 * Something wrong in a configuration file.
 *
 * @param file as the user named it
 * @param line from 1
 * @param column from 1
 * @param path in the configuration, as in {@code pools.api.backends[2].address}; empty for the file as a whole
 * @param message the value, what was expected, and what may have been meant
 */
public record Problem(Severity severity, String file, int line, int column, String path, String message) {
    static Problem of(Finding finding) {
        return new Problem(
                finding.warning() ? Severity.WARNING : Severity.ERROR,
                finding.place().source().name(),
                finding.place().line(),
                finding.place().column(),
                finding.path(),
                finding.message());
    }

    /** {@code file:line:column: error: path: message}. */
    @Override
    public String toString() {
        String place = file + ":" + line + ":" + column + ": " + severity.name().toLowerCase(Locale.ROOT) + ": ";
        return path.isEmpty() ? place + message : place + path + ": " + message;
    }
}
