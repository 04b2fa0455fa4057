package gateway.server.config.shape;

import gateway.core.config.Suggestions;
import gateway.server.config.tree.Node;
import gateway.server.config.tree.Node.Entry;
import gateway.server.config.tree.Node.Mapping;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * A map with known keys, and the record that it becomes. A key that looks like a slip of the pen is reported and then read as
 * what was meant, so that one slip is one message.
 */
public final class Section<T> implements Shape<T> {
    private final String title;
    private final List<Key<?>> keys;
    private final Map<String, String> misplaced;
    private final Function<Fields, T> builder;

    private Section(String title, List<Key<?>> keys, Map<String, String> misplaced, Function<Fields, T> builder) {
        this.title = title;
        this.keys = List.copyOf(keys);
        this.misplaced = Map.copyOf(misplaced);
        this.builder = builder;
    }

    /** {@code builder} must ask for each of the keys. */
    public static <T> Section<T> of(String title, List<Key<?>> keys, Function<Fields, T> builder) {
        return new Section<>(title, keys, Map.of(), builder);
    }

    /** {@code places} says for keys that people look for here where they belong. */
    public Section<T> misplaced(Map<String, String> places) {
        return new Section<>(title, keys, places, builder);
    }

    public List<Key<?>> keys() {
        return keys;
    }

    @Override
    public Optional<Section<?>> section() {
        return Optional.of(this);
    }

    @Override
    public String expected() {
        return "a map with " + keys.stream().map(Key::name).collect(Collectors.joining(", "));
    }

    @Override
    public ObjectNode schema() {
        return Schemas.section(this);
    }

    /** Never empty: what could not be read has its default, and its problem was reported. */
    @Override
    public Optional<T> read(Spot spot, Reading reading) {
        if (!(spot.node() instanceof Mapping mapping)) {
            reading.unexpected(spot, expected(), "");
            return Optional.of(builder.apply(new Fields(spot, Map.of(), reading.inside(), true)));
        }
        Fields fields = new Fields(spot, known(mapping, spot, reading), reading.inside(), false);
        T value = builder.apply(fields);
        for (Key<?> key : keys) {
            if (!fields.wasRead(key)) {
                throw new IllegalStateException(
                        "key " + key.name() + " of " + title + " is in the table but never read");
            }
        }
        return Optional.of(value);
    }

    private Map<String, Node> known(Mapping mapping, Spot spot, Reading reading) {
        Map<String, Node> values = new LinkedHashMap<>();
        Set<String> free = keys.stream().map(Key::name).collect(Collectors.toCollection(LinkedHashSet::new));
        free.removeAll(mapping.entries().keySet());
        mapping.entries().forEach((name, entry) -> {
            if (keys.stream().anyMatch(key -> key.name().equals(name))) {
                values.put(name, entry.value());
            } else {
                unknown(name, entry, spot, reading, free).ifPresent(meant -> values.put(meant, entry.value()));
            }
        });
        return values;
    }

    /** The key that was meant, when that can be told and it is not given as well. */
    private Optional<String> unknown(String name, Entry entry, Spot spot, Reading reading, Set<String> free) {
        String path = spot.pathOf(name);
        String place = misplaced.get(name);
        if (place != null) {
            reading.error(entry.keyPlace(), path, name + " cannot be set here (expected: " + place + ")");
            return Optional.empty();
        }
        Optional<String> meant =
                Suggestions.nearest(name, keys.stream().map(Key::name).toList());
        String message = "unknown key \"" + name + "\" (expected: " + names()
                + meant.map(guess -> "; did you mean " + guess + "?").orElse("") + ")";
        if (reading.unknownKeysWarn()) {
            reading.findings().warning(entry.keyPlace(), path, message);
            return Optional.empty();
        }
        reading.error(entry.keyPlace(), path, message);
        return meant.filter(free::remove);
    }

    private String names() {
        return Words.or(keys.stream().map(Key::name).toList());
    }
}
