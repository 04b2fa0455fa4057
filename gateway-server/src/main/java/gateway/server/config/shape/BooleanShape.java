package gateway.server.config.shape;

import gateway.server.config.tree.Node.Scalar;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code true} or {@code on}, {@code false} or {@code off}. */
public final class BooleanShape implements Shape<Boolean> {
    @Override
    public Optional<Boolean> read(Spot spot, Reading reading) {
        String text = spot.node() instanceof Scalar scalar && !scalar.isNull() ? scalar.text() : "";
        Optional<Boolean> value =
                switch (text) {
                    case "true", "on" -> Optional.of(true);
                    case "false", "off" -> Optional.of(false);
                    default -> Optional.empty();
                };
        if (value.isEmpty()) {
            reading.unexpected(spot, expected(), "");
        }
        return value;
    }

    @Override
    public String expected() {
        return "true or false";
    }

    @Override
    public ObjectNode schema() {
        return Schemas.anyOf(List.of(Schemas.type("boolean"), Schemas.oneOfWords(List.of("on", "off"))));
    }
}
