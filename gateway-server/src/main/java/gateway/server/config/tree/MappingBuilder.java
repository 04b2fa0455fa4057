package gateway.server.config.tree;

import gateway.server.config.tree.Node.Entry;
import gateway.server.config.tree.Node.Mapping;
import java.util.LinkedHashMap;
import java.util.Map;

/** Collects the entries of one mapping. A key that is given twice is reported; the first one holds. */
final class MappingBuilder {
    private final Map<String, Entry> entries = new LinkedHashMap<>();
    private final Map<String, Entry> merged = new LinkedHashMap<>();
    private final Findings findings;
    private final String path;

    MappingBuilder(Findings findings, String path) {
        this.findings = findings;
        this.path = path;
    }

    String pathOf(String key) {
        return path.isEmpty() ? key : path + "." + key;
    }

    void put(String key, Place keyPlace, Node value) {
        Entry first = entries.putIfAbsent(key, new Entry(keyPlace, value));
        if (first != null) {
            findings.error(keyPlace, pathOf(key), "key is given twice (first at " + first.keyPlace() + ")");
        }
    }

    /** Entries of {@code <<}: they hold where the mapping itself says nothing. */
    void merge(Mapping other) {
        other.entries().forEach(merged::putIfAbsent);
    }

    Mapping build(boolean flow, Place place) {
        merged.forEach(entries::putIfAbsent);
        return new Mapping(entries, flow, place);
    }
}
