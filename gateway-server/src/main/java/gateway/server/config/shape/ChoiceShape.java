package gateway.server.config.shape;

import gateway.core.config.Suggestions;
import gateway.server.config.tree.Node.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** One of a few words. */
public final class ChoiceShape<T> implements Shape<T> {
    private final Map<String, T> choices;

    private ChoiceShape(Map<String, T> choices) {
        this.choices = choices;
    }

    /** The constants of an enum, in the case of the file: {@code LEAST_CONNECTIONS} is {@code least-connections}. */
    public static <E extends Enum<E>> ChoiceShape<E> hyphenated(Class<E> type) {
        return of(type, '-');
    }

    /** The constants of an enum whose words have underscores by nature: {@code io_uring}. */
    public static <E extends Enum<E>> ChoiceShape<E> underscored(Class<E> type) {
        return of(type, '_');
    }

    /** Words that are no names of constants: {@code http/1.1}. */
    public static <T> ChoiceShape<T> ofWords(Map<String, T> choices) {
        return new ChoiceShape<>(new LinkedHashMap<>(choices));
    }

    private static <E extends Enum<E>> ChoiceShape<E> of(Class<E> type, char separator) {
        Map<String, E> choices = new LinkedHashMap<>();
        for (E constant : type.getEnumConstants()) {
            choices.put(constant.name().toLowerCase(Locale.ROOT).replace('_', separator), constant);
        }
        return new ChoiceShape<>(choices);
    }

    /** The word for a value. */
    public String word(T value) {
        return choices.entrySet().stream()
                .filter(entry -> entry.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst()
                .orElseThrow();
    }

    @Override
    public Optional<T> read(Spot spot, Reading reading) {
        if (!(spot.node() instanceof Scalar scalar) || scalar.isNull()) {
            reading.unexpected(spot, expected(), "");
            return Optional.empty();
        }
        T value = choices.get(scalar.text());
        if (value == null) {
            reading.unexpected(spot, expected(), Suggestions.hint(scalar.text(), choices.keySet()));
        }
        return Optional.ofNullable(value);
    }

    @Override
    public String expected() {
        return Words.or(new ArrayList<>(choices.keySet()));
    }

    @Override
    public ObjectNode schema() {
        return Schemas.oneOfWords(choices.keySet());
    }
}
