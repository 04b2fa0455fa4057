package gateway.server.config.shape;

import gateway.server.config.tree.Node.Mapping;
import gateway.server.config.tree.Node.Scalar;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code off} (or {@code false}), or something else. */
public final class OffOr<T> implements Shape<T> {
    private final Shape<T> inner;
    private final T off;

    public OffOr(Shape<T> inner, T off) {
        this.inner = inner;
        this.off = off;
    }

    @Override
    public Optional<T> read(Spot spot, Reading reading) {
        if (spot.node() instanceof Scalar scalar && isOff(scalar)) {
            return Optional.of(off);
        }
        return inner.read(spot, spot.node() instanceof Mapping ? reading : reading.or("off"));
    }

    @Override
    public String expected() {
        return inner.expected() + ", or off";
    }

    @Override
    public ObjectNode schema() {
        return Schemas.anyOf(List.of(Schemas.off(), inner.schema()));
    }

    @Override
    public Optional<Section<?>> section() {
        return inner.section();
    }

    private static boolean isOff(Scalar scalar) {
        return scalar.text().equals("off") || (scalar.plain() && scalar.text().equals("false"));
    }
}
