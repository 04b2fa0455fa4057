package gateway.server.config.tree;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A piece of a configuration file. Immutable; aliases share their piece. */
public sealed interface Node {
    Place place();

    /** What it is, in words. */
    String kind();

    /**
     * A text, number, boolean or nothing; which one is decided by who reads it.
     *
     * @param text with variables filled in
     * @param written as it stands in the file, without quotes
     * @param plain without quotes
     */
    record Scalar(String text, String written, boolean plain, Place place) implements Node {
        /** Nothing stands where a value should, or {@code null} or {@code ~}. */
        public boolean isNull() {
            return plain && (text.isEmpty() || text.equals("~") || text.equalsIgnoreCase("null"));
        }

        @Override
        public String kind() {
            return isNull() ? "nothing" : "a single value";
        }
    }

    /**
     * A list.
     *
     * @param flow written in brackets, in YAML
     */
    record Sequence(List<Node> items, boolean flow, Place place) implements Node {
        public Sequence {
            items = List.copyOf(items);
        }

        @Override
        public String kind() {
            return "a list";
        }
    }

    /**
     * Keys and values, in file order.
     *
     * @param flow written in braces, in YAML
     */
    record Mapping(Map<String, Entry> entries, boolean flow, Place place) implements Node {
        @Override
        public String kind() {
            return "a map";
        }

        /** The same place with other entries. */
        public Mapping with(Map<String, Entry> others) {
            return new Mapping(new LinkedHashMap<>(others), flow, place);
        }
    }

    /** A value that cannot be known; the reason was reported. */
    record Broken(Place place) implements Node {
        @Override
        public String kind() {
            return "unknown";
        }
    }

    /** A value of a mapping and where its key stands. */
    record Entry(Place keyPlace, Node value) {}
}
