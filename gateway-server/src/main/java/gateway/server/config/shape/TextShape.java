package gateway.server.config.shape;

import gateway.server.config.tree.Node.Scalar;
import gateway.server.config.tree.Place;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/** A text with a form of its own, such as an address or a duration. */
public final class TextShape<T> implements Shape<T> {
    private final String expected;
    private final Supplier<ObjectNode> schema;
    private final Parser<T> parser;

    private TextShape(String expected, Supplier<ObjectNode> schema, Parser<T> parser) {
        this.expected = expected;
        this.schema = schema;
        this.parser = parser;
    }

    /** Any text for the schema; what is wrong with it only the parser can tell. */
    public static <T> TextShape<T> of(String expected, Parser<T> parser) {
        return new TextShape<>(expected, () -> Schemas.type("string"), parser);
    }

    /** {@code regex} is for editors; it takes at least what the parser takes. */
    public static <T> TextShape<T> of(String expected, String regex, Parser<T> parser) {
        return new TextShape<>(expected, () -> Schemas.pattern(regex), parser);
    }

    /** Any text as it is. */
    public static TextShape<String> any(String expected) {
        return of(expected, (text, place) -> text);
    }

    /** The same text, made into something else. */
    public <R> TextShape<R> map(Function<T, R> change) {
        return new TextShape<>(expected, schema, (text, place) -> change.apply(parser.parse(text, place)));
    }

    @Override
    public Optional<T> read(Spot spot, Reading reading) {
        if (!(spot.node() instanceof Scalar scalar) || scalar.isNull()) {
            reading.unexpected(spot, expected, "");
            return Optional.empty();
        }
        try {
            return Optional.of(parser.parse(scalar.text(), scalar.place()));
        } catch (IllegalArgumentException e) {
            String hint = e.getMessage();
            reading.unexpected(spot, expected, hint == null || hint.isEmpty() ? "" : "; " + hint);
            return Optional.empty();
        }
    }

    @Override
    public String expected() {
        return expected;
    }

    @Override
    public ObjectNode schema() {
        return schema.get();
    }

    /** Makes a value of a text. */
    @FunctionalInterface
    public interface Parser<T> {
        /**
         * The value.
         *
         * @throws IllegalArgumentException when it is none; its message is empty or a hint on what was meant
         */
        T parse(String text, Place place);
    }
}
