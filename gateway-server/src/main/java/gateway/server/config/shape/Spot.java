package gateway.server.config.shape;

import gateway.server.config.tree.Node;

/**
 * A piece of the file and the way to it.
 *
 * @param path as in {@code pools.api.backends[2]}
 * @param name last step of the path: the key, or the index
 */
public record Spot(Node node, String path, String name) {
    public static Spot root(Node node) {
        return new Spot(node, "", "");
    }

    Spot at(String key, Node value) {
        return new Spot(value, pathOf(key), key);
    }

    Spot at(int index, Node value) {
        return new Spot(value, path + "[" + index + "]", Integer.toString(index));
    }

    String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }
}
