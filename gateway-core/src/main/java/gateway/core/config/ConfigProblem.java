package gateway.core.config;

/**
 * One thing that is wrong with a configuration.
 *
 * @param path where, as in {@code pools.api.backends[2].address}; list items by index, named things by name
 * @param message the value and what was expected
 */
public record ConfigProblem(String path, String message) {
    @Override
    public String toString() {
        return path.isEmpty() ? message : path + ": " + message;
    }
}
