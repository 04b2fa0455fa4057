package gateway.server.config.shape;

import gateway.server.config.tree.Node;
import gateway.server.config.tree.Place;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The keys that are given in one section, for the code that makes a record of them. Each key is read once. */
public final class Fields {
    private final Spot spot;
    private final Map<String, Node> values;
    private final Reading reading;
    private final boolean muted;
    private final Set<String> read = new HashSet<>();

    /** {@code muted} when the section as a whole was reported: then nothing is missed in it. */
    Fields(Spot spot, Map<String, Node> values, Reading reading, boolean muted) {
        this.spot = spot;
        this.values = values;
        this.reading = reading;
        this.muted = muted;
    }

    /** The key or index under which the section stands: the name of a pool, for example. */
    public String name() {
        return spot.name();
    }

    private Place place() {
        return spot.node().place();
    }

    /** The value; empty when it is not given, or was reported. */
    public <T> Optional<T> get(Key<T> key) {
        read.add(key.name());
        Node value = values.get(key.name());
        return value == null ? Optional.empty() : key.shape().read(spot.at(key.name(), value), reading);
    }

    public <T> T get(Key<T> key, T otherwise) {
        return get(key).orElse(otherwise);
    }

    /** The value; a missing one is reported, and {@code standIn} taken so that reading can go on. */
    public <T> T require(Key<T> key, T standIn) {
        if (!values.containsKey(key.name()) && !muted) {
            reading.error(
                    place(),
                    spot.pathOf(key.name()),
                    "is missing (expected: " + key.shape().expected() + ")");
        }
        return get(key, standIn);
    }

    public boolean has(Key<?> key) {
        return values.containsKey(key.name());
    }

    /** Reports what is wrong between the keys of this section. */
    public void error(String message) {
        reading.error(spot, message);
    }

    boolean wasRead(Key<?> key) {
        return read.contains(key.name());
    }
}
