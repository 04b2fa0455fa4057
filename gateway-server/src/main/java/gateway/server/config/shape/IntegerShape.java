package gateway.server.config.shape;

import gateway.core.config.Bounds;
import gateway.server.config.tree.Node.Scalar;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ObjectNode;

/** A whole number without a unit. */
public final class IntegerShape implements Shape<Long> {
    private static final Pattern FORM = Pattern.compile("-?(0|[1-9][0-9]{0,17})");

    private final Bounds bounds;

    public IntegerShape(Bounds bounds) {
        this.bounds = bounds;
    }

    @Override
    public Optional<Long> read(Spot spot, Reading reading) {
        if (spot.node() instanceof Scalar scalar && FORM.matcher(scalar.text()).matches()) {
            boolean filledIn = !scalar.text().equals(scalar.written());
            long number = Long.parseLong(scalar.text());
            if (!scalar.plain() && !filledIn) {
                reading.unexpected(spot, expected(), "; a number without quotes");
                return Optional.empty();
            }
            if (bounds.includes(number)) {
                return Optional.of(number);
            }
        }
        reading.unexpected(spot, expected(), "");
        return Optional.empty();
    }

    @Override
    public String expected() {
        return "a whole number, " + bounds;
    }

    @Override
    public ObjectNode schema() {
        return Schemas.integer(bounds.min(), bounds.max());
    }
}
