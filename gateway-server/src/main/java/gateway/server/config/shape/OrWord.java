package gateway.server.config.shape;

import gateway.server.config.tree.Node.Scalar;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A word with a meaning of its own, or something else. */
public final class OrWord<T> implements Shape<T> {
    private final String word;
    private final T meaning;
    private final Shape<T> inner;

    public OrWord(String word, T meaning, Shape<T> inner) {
        this.word = word;
        this.meaning = meaning;
        this.inner = inner;
    }

    @Override
    public Optional<T> read(Spot spot, Reading reading) {
        if (spot.node() instanceof Scalar scalar && scalar.text().equals(word)) {
            return Optional.of(meaning);
        }
        return inner.read(spot, reading.or(word));
    }

    @Override
    public String expected() {
        return inner.expected() + ", or " + word;
    }

    @Override
    public ObjectNode schema() {
        return Schemas.anyOf(List.of(Schemas.oneOfWords(List.of(word)), inner.schema()));
    }
}
