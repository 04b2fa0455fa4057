package gateway.server.config.tree;

import gateway.server.config.tree.Node.Entry;
import gateway.server.config.tree.Node.Mapping;
import gateway.server.config.tree.Node.Sequence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Puts the sections of several files together: maps by key, lists one after another. What is given twice is reported. */
final class Merge {
    private final Findings findings;

    Merge(Findings findings) {
        this.findings = findings;
    }

    /** All files as one, in the order given. */
    Mapping all(List<Mapping> files) {
        Map<String, Entry> sections = new LinkedHashMap<>();
        for (Mapping file : files) {
            file.entries().forEach((key, entry) -> sections.merge(key, entry, (a, b) -> section(key, a, b)));
        }
        return files.get(0).with(sections);
    }

    private Entry section(String key, Entry first, Entry second) {
        if (first.value() instanceof Mapping a && second.value() instanceof Mapping b) {
            Map<String, Entry> entries = new LinkedHashMap<>(a.entries());
            b.entries().forEach((name, entry) -> {
                Entry earlier = entries.putIfAbsent(name, entry);
                if (earlier != null) {
                    givenTwice(key + "." + name, earlier, entry);
                }
            });
            return new Entry(first.keyPlace(), a.with(entries));
        }
        if (first.value() instanceof Sequence a && second.value() instanceof Sequence b) {
            List<Node> items = new ArrayList<>(a.items());
            items.addAll(b.items());
            return new Entry(first.keyPlace(), new Sequence(items, a.flow(), a.place()));
        }
        givenTwice(key, first, second);
        return first;
    }

    private void givenTwice(String path, Entry first, Entry second) {
        findings.error(second.keyPlace(), path, "given twice in different files (first at " + first.keyPlace() + ")");
    }
}
