package gateway.server.config.shape;

import gateway.server.config.tree.Findings;
import gateway.server.config.tree.Node.Entry;
import gateway.server.config.tree.Node.Mapping;
import gateway.server.config.tree.Node.Scalar;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A section, or for the common case something shorter that is no map. */
public final class ShortForm<T> implements Shape<T> {
    private final Shape<T> brief;
    private final Section<T> full;

    public ShortForm(Shape<T> brief, Section<T> full) {
        this.brief = brief;
        this.full = full;
    }

    @Override
    public Optional<T> read(Spot spot, Reading reading) {
        if (!(spot.node() instanceof Mapping mapping)) {
            return brief.read(spot, reading.or(full.expected()));
        }
        Optional<Scalar> torn = torn(mapping);
        Optional<T> meant = torn.flatMap(text -> brief.read(new Spot(text, spot.path(), spot.name()), silent()));
        if (torn.isPresent() && meant.isPresent()) {
            String text = torn.get().text();
            reading.error(
                    spot, "a map is given (expected: " + expected() + "; did you mean " + text + ", without a blank?)");
            return meant;
        }
        return full.read(spot, reading);
    }

    private static Reading silent() {
        return new Reading(new Findings(), false);
    }

    /** A text that fell apart because of a blank after its colon: {@code web-1: 8080}. */
    private Optional<Scalar> torn(Mapping mapping) {
        if (mapping.entries().size() != 1 || !(brief instanceof TextShape)) {
            return Optional.empty();
        }
        Map.Entry<String, Entry> only = mapping.entries().entrySet().iterator().next();
        boolean known = full.keys().stream().anyMatch(key -> key.name().equals(only.getKey()));
        if (known || !(only.getValue().value() instanceof Scalar value) || value.isNull()) {
            return Optional.empty();
        }
        String text = only.getKey() + ":" + value.text();
        return Optional.of(new Scalar(text, text, true, mapping.place()));
    }

    @Override
    public String expected() {
        return brief.expected() + ", or " + full.expected();
    }

    @Override
    public ObjectNode schema() {
        return Schemas.anyOf(List.of(brief.schema(), full.schema()));
    }

    @Override
    public Optional<Section<?>> section() {
        return Optional.of(full);
    }
}
