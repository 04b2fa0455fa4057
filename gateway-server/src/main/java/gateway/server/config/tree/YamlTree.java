package gateway.server.config.tree;

import gateway.server.config.tree.Node.Mapping;
import gateway.server.config.tree.Node.Scalar;
import gateway.server.config.tree.Node.Sequence;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Parse;
import org.snakeyaml.engine.v2.common.Anchor;
import org.snakeyaml.engine.v2.events.AliasEvent;
import org.snakeyaml.engine.v2.events.CollectionStartEvent;
import org.snakeyaml.engine.v2.events.Event;
import org.snakeyaml.engine.v2.events.NodeEvent;
import org.snakeyaml.engine.v2.events.ScalarEvent;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * Reads YAML 1.2 into a tree. Aliases and merge keys are followed, and counted as if they were written out; tags are refused,
 * because they name types that nothing here has a use for.
 */
final class YamlTree {
    private final Source source;
    private final String text;
    private final Budget budget;
    private final Findings findings;
    private final Iterator<Event> events;
    private final Map<Anchor, Built> anchors = new HashMap<>();
    private final Set<Anchor> open = new HashSet<>();

    private YamlTree(Source source, String text, Budget budget, Findings findings) {
        this.source = source;
        this.text = text;
        this.budget = budget;
        this.findings = findings;
        LoadSettings settings = LoadSettings.builder()
                .setLabel(source.name())
                .setCodePointLimit(Budget.DOCUMENT_BYTES)
                .build();
        this.events = new Parse(settings).parseString(text).iterator();
    }

    /** The tree; empty when the file says nothing. */
    static Optional<Node> read(Source source, String text, Budget budget, Findings findings) throws SyntaxException {
        YamlTree tree = new YamlTree(source, text, budget, findings);
        try {
            return tree.document();
        } catch (MarkedYamlEngineException e) {
            throw tree.explained(e);
        } catch (YamlEngineException e) {
            throw new SyntaxException(new Place(source, 1, 1), "no YAML: " + e.getMessage());
        }
    }

    private Optional<Node> document() throws SyntaxException {
        events.next(); // stream start
        if (events.next().getEventId() == Event.ID.StreamEnd) {
            return Optional.empty();
        }
        Node root = node(events.next(), "", 1).node();
        events.next(); // document end
        Event end = events.next();
        if (end.getEventId() != Event.ID.StreamEnd) {
            throw new SyntaxException(place(end), "a second document begins here (expected: one document per file)");
        }
        return Optional.of(root);
    }

    private Built node(Event event, String path, int depth) throws SyntaxException {
        Place place = place(event);
        Budget.checkDepth(depth, place);
        if (event instanceof AliasEvent alias) {
            return alias(alias, depth, place);
        }
        long before = budget.nodes();
        budget.take(1, place);
        Optional<Anchor> anchor = ((NodeEvent) event).getAnchor();
        anchor.ifPresent(open::add);
        Built built = fresh(event, path, depth, place);
        if (anchor.isPresent()) {
            open.remove(anchor.get());
            anchors.put(anchor.get(), new Built(built.node(), built.height(), budget.nodes() - before));
        }
        return built;
    }

    private Built fresh(Event event, String path, int depth, Place place) throws SyntaxException {
        if (event instanceof ScalarEvent scalar) {
            refuseTag(scalar.getTag(), place);
            return new Built(new Scalar(scalar.getValue(), scalar.getValue(), scalar.isPlain(), place), 1, 1);
        }
        CollectionStartEvent start = (CollectionStartEvent) event;
        refuseTag(start.getTag(), place);
        return start.getEventId() == Event.ID.SequenceStart
                ? sequence(start.isFlow(), path, depth, place)
                : mapping(start.isFlow(), path, depth, place);
    }

    private Built sequence(boolean flow, String path, int depth, Place place) throws SyntaxException {
        List<Node> items = new ArrayList<>();
        int height = 0;
        Event event = events.next();
        while (event.getEventId() != Event.ID.SequenceEnd) {
            Built item = node(event, path + "[" + items.size() + "]", depth + 1);
            items.add(item.node());
            height = Math.max(height, item.height());
            event = events.next();
        }
        return new Built(new Sequence(items, flow, place), height + 1, 0);
    }

    private Built mapping(boolean flow, String path, int depth, Place place) throws SyntaxException {
        MappingBuilder builder = new MappingBuilder(findings, path);
        int height = 0;
        Event event = events.next();
        while (event.getEventId() != Event.ID.MappingEnd) {
            Scalar key = key(event, depth + 1);
            Built value = node(events.next(), builder.pathOf(key.text()), depth + 1);
            height = Math.max(height, value.height());
            if (key.plain() && key.text().equals("<<")) {
                merge(builder, value.node());
            } else {
                builder.put(key.text(), key.place(), value.node());
            }
            event = events.next();
        }
        return new Built(builder.build(flow, place), height + 1, 0);
    }

    private Scalar key(Event event, int depth) throws SyntaxException {
        if (node(event, "", depth).node() instanceof Scalar key && !key.isNull()) {
            return key;
        }
        throw new SyntaxException(
                place(event),
                "a key is expected here" + YamlTraps.hint(text, place(event).line()));
    }

    private static void merge(MappingBuilder builder, Node value) throws SyntaxException {
        List<Node> sources = value instanceof Sequence sequence ? sequence.items() : List.of(value);
        for (Node source : sources) {
            if (!(source instanceof Mapping mapping)) {
                throw new SyntaxException(source.place(), source.kind() + " after << (expected: an alias of a map)");
            }
            builder.merge(mapping);
        }
    }

    private Built alias(AliasEvent event, int depth, Place place) throws SyntaxException {
        Anchor name = event.getAlias();
        if (open.contains(name)) {
            throw new SyntaxException(place, "alias *" + name.getValue() + " stands for a value that contains it");
        }
        Built target = anchors.get(name);
        if (target == null) {
            throw new SyntaxException(
                    place,
                    "alias *" + name.getValue() + " has no anchor &" + name.getValue()
                            + " before it (expected: quotes around a text that begins with *)");
        }
        budget.take(target.size(), place);
        Budget.checkDepth(depth + target.height() - 1, place);
        return target;
    }

    private static void refuseTag(Optional<String> tag, Place place) throws SyntaxException {
        if (tag.isPresent()) {
            throw new SyntaxException(
                    place, "tag " + tag.get() + " (expected: no tag; quotes around a text that begins with !)");
        }
    }

    private SyntaxException explained(MarkedYamlEngineException e) {
        Place place = e.getProblemMark().map(this::place).orElse(new Place(source, 1, 1));
        int from = e.getContextMark().map(mark -> mark.getLine() + 1).orElse(place.line());
        String hint = YamlTraps.hint(text, place.line());
        if (hint.isEmpty() && from != place.line()) {
            hint = YamlTraps.hint(text, from);
        }
        String problem = e.getProblem() == null ? "" : e.getProblem().replaceAll("\\s+", " ");
        return new SyntaxException(place, "no YAML: " + problem + hint);
    }

    private Place place(Event event) {
        return event.getStartMark().map(this::place).orElse(new Place(source, 1, 1));
    }

    private Place place(Mark mark) {
        return new Place(source, mark.getLine() + 1, mark.getColumn() + 1);
    }

    /**
     * A value and what an alias of it costs.
     *
     * @param height levels, itself included
     * @param size values in it, itself included
     */
    private record Built(Node node, int height, long size) {}
}
