package gateway.core.config;

import java.util.Optional;

/**
 * One thing that is wrong with a configuration.
 *
 * @param path where, as in {@code pools.api.backends[2].address}; list items by index, named things by name
 * @param message the value and what was expected
 * @param first of something that is given twice the path of the first; whoever knows files can name its place
 */
public record ConfigProblem(String path, String message, Optional<String> first) {
    public ConfigProblem(String path, String message) {
        this(path, message, Optional.empty());
    }

    @Override
    public String toString() {
        String text = path.isEmpty() ? message : path + ": " + message;
        return first.map(place -> text + " (first at " + place + ")").orElse(text);
    }
}
