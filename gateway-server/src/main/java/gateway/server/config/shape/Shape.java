package gateway.server.config.shape;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What may stand at one place of the file. Immutable; safe for any thread. */
public interface Shape<T> {
    /** The value; empty after a problem was reported. */
    Optional<T> read(Spot spot, Reading reading);

    /** What is expected, in words. */
    String expected();

    /** The same as JSON Schema 2020-12. */
    ObjectNode schema();

    /** The keys that may stand here; empty when it is no map, or one of names that the user chooses. */
    default Optional<Section<?>> section() {
        return Optional.empty();
    }
}
