package gateway.server.config.tree;

/**
 * Where something stands.
 *
 * @param line from 1
 * @param column from 1, in characters
 */
public record Place(Source source, int line, int column) {
    @Override
    public String toString() {
        return source.name() + ":" + line + ":" + column;
    }
}
