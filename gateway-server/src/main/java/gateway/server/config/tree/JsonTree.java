package gateway.server.config.tree;

import gateway.server.config.tree.Node.Scalar;
import gateway.server.config.tree.Node.Sequence;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON into a tree. YAML would take most of it, but not tabs and not every escape. */
final class JsonTree {
    private static final JsonFactory FACTORY = new JsonFactory();

    private final Source source;
    private final JsonParser parser;
    private final Budget budget;
    private final Findings findings;

    private JsonTree(Source source, JsonParser parser, Budget budget, Findings findings) {
        this.source = source;
        this.parser = parser;
        this.budget = budget;
        this.findings = findings;
    }

    static Node read(Source source, String text, Budget budget, Findings findings) throws SyntaxException {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), text)) {
            JsonTree tree = new JsonTree(source, parser, budget, findings);
            Node root = tree.node(parser.nextToken(), "", 1);
            if (parser.nextToken() != null) {
                throw new SyntaxException(tree.place(), "text after the end of the JSON value");
            }
            return root;
        } catch (JacksonException e) {
            TokenStreamLocation at = e.getLocation();
            Place place = at == null
                    ? new Place(source, 1, 1)
                    : new Place(source, Math.max(1, at.getLineNr()), Math.max(1, at.getColumnNr()));
            throw new SyntaxException(place, "no JSON: " + firstLine(e.getOriginalMessage()));
        }
    }

    private Node node(JsonToken token, String path, int depth) throws SyntaxException {
        Place place = place();
        budget.take(1, place);
        Budget.checkDepth(depth, place);
        return switch (token) {
            case START_OBJECT -> mapping(path, depth, place);
            case START_ARRAY -> sequence(path, depth, place);
            case VALUE_STRING -> new Scalar(parser.getString(), parser.getString(), false, place);
            default -> new Scalar(parser.getString(), parser.getString(), true, place);
        };
    }

    private Node mapping(String path, int depth, Place place) throws SyntaxException {
        MappingBuilder builder = new MappingBuilder(findings, path);
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            Place keyPlace = place();
            builder.put(key, keyPlace, node(parser.nextToken(), builder.pathOf(key), depth + 1));
        }
        return builder.build(false, place);
    }

    private Node sequence(String path, int depth, Place place) throws SyntaxException {
        List<Node> items = new ArrayList<>();
        JsonToken token = parser.nextToken();
        while (token != JsonToken.END_ARRAY) {
            items.add(node(token, path + "[" + items.size() + "]", depth + 1));
            token = parser.nextToken();
        }
        return new Sequence(items, false, place);
    }

    private Place place() {
        TokenStreamLocation at = parser.currentTokenLocation();
        return new Place(source, at.getLineNr(), at.getColumnNr());
    }

    private static String firstLine(String message) {
        return message.lines().findFirst().orElse("");
    }
}
