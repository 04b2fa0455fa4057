package gateway.server.config.shape;

/**
 * A key that may stand in a section.
 *
 * @param presence whether it must be given, and how the list of defaults shows it
 * @param sample its default, or else an example, in YAML on one line; unused where {@code shape} has a section to show instead
 * @param words what it is for, in a few words
 */
public record Key<T>(String name, Shape<T> shape, Presence presence, String sample, String words) {
    public static <T> Key<T> required(String name, Shape<T> shape, String example, String words) {
        return new Key<>(name, shape, Presence.REQUIRED, example, words);
    }

    public static <T> Key<T> withDefault(String name, Shape<T> shape, String standard, String words) {
        return new Key<>(name, shape, Presence.DEFAULT, standard, words);
    }

    /** Nothing holds when it is not given. */
    public static <T> Key<T> optional(String name, Shape<T> shape, String example, String words) {
        return new Key<>(name, shape, Presence.OPTIONAL, example, words);
    }

    /** May be left out, but something else must then be there; the list of defaults shows it. */
    public static <T> Key<T> usual(String name, Shape<T> shape, String example, String words) {
        return new Key<>(name, shape, Presence.USUAL, example, words);
    }

    /** Whether a key must be given. */
    public enum Presence {
        REQUIRED,
        USUAL,
        DEFAULT,
        OPTIONAL
    }
}
