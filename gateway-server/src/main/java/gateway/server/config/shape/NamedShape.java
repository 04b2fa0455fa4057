package gateway.server.config.shape;

import gateway.server.config.tree.Node;
import gateway.server.config.tree.Node.Mapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Things of one shape under names that the user chooses. */
public final class NamedShape<T> implements Shape<List<T>> {
    private final String kind;
    private final Shape<T> item;

    /** {@code kind} is the word for one of the things. */
    public NamedShape(String kind, Shape<T> item) {
        this.kind = kind;
        this.item = item;
    }

    @Override
    public Optional<List<T>> read(Spot spot, Reading reading) {
        if (!(spot.node() instanceof Mapping mapping)) {
            reading.unexpected(spot, expected(), "");
            return Optional.empty();
        }
        List<T> values = new ArrayList<>();
        for (Map.Entry<String, Node.Entry> entry : mapping.entries().entrySet()) {
            Spot named = spot.at(entry.getKey(), entry.getValue().value());
            item.read(named, reading.inside()).ifPresent(values::add);
        }
        return Optional.of(values);
    }

    @Override
    public String expected() {
        return "a map from the name of a " + kind + " to " + item.expected();
    }

    @Override
    public ObjectNode schema() {
        return Schemas.named(item.schema());
    }

    @Override
    public Optional<Section<?>> section() {
        return item.section();
    }
}
