package gateway.server.config.shape;

import gateway.server.config.tree.Node;
import gateway.server.config.tree.Node.Scalar;
import gateway.server.config.tree.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** A list of things of one shape. Things that could not be read are left out. */
public final class ListShape<T> implements Shape<List<T>> {
    private final Shape<T> item;
    private final boolean singleAllowed;

    private ListShape(Shape<T> item, boolean singleAllowed) {
        this.item = item;
        this.singleAllowed = singleAllowed;
    }

    public static <T> ListShape<T> of(Shape<T> item) {
        return new ListShape<>(item, false);
    }

    /** One thing by itself is a list of one. */
    public static <T> ListShape<T> orSingle(Shape<T> item) {
        return new ListShape<>(item, true);
    }

    Shape<T> item() {
        return item;
    }

    @Override
    public Optional<List<T>> read(Spot spot, Reading reading) {
        if (singleAllowed && spot.node() instanceof Scalar) {
            return item.read(spot, reading).map(List::of);
        }
        if (!(spot.node() instanceof Sequence sequence)) {
            boolean single = spot.node() instanceof Scalar scalar && !scalar.isNull();
            reading.unexpected(spot, expected(), single ? "; brackets around a single one" : "");
            return Optional.empty();
        }
        List<T> values = new ArrayList<>();
        for (int i = 0; i < sequence.items().size(); i++) {
            Node value = sequence.items().get(i);
            item.read(spot.at(i, value), reading.inside()).ifPresent(values::add);
        }
        return Optional.of(values);
    }

    @Override
    public String expected() {
        return singleAllowed ? item.expected() + ", or a list of such" : "a list; each item " + item.expected();
    }

    @Override
    public ObjectNode schema() {
        ObjectNode list = Schemas.list(item.schema());
        return singleAllowed ? Schemas.anyOf(List.of(item.schema(), list)) : list;
    }

    @Override
    public Optional<Section<?>> section() {
        return item.section();
    }
}
