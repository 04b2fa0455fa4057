package gateway.server.config.shape;

import gateway.server.config.shape.Key.Presence;
import java.util.Collection;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Pieces of JSON Schema. */
final class Schemas {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /** A value that is filled in when the file is read may stand for anything. */
    private static final String VARIABLE = "\\$\\{.+\\}";

    private Schemas() {}

    static ObjectNode type(String name) {
        return NODES.objectNode().put("type", name);
    }

    static ObjectNode pattern(String regex) {
        return type("string").put("pattern", "^(" + regex + ")$|" + VARIABLE);
    }

    static ObjectNode oneOfWords(Collection<String> words) {
        ObjectNode closed = NODES.objectNode();
        ArrayNode values = closed.putArray("enum");
        words.forEach(values::add);
        return anyOf(List.of(closed, variable()));
    }

    static ObjectNode integer(long min, long max) {
        ObjectNode number = type("integer").put("minimum", min);
        if (max != Long.MAX_VALUE) {
            number.put("maximum", max);
        }
        return anyOf(List.of(number, variable()));
    }

    static ObjectNode off() {
        ObjectNode off = NODES.objectNode();
        off.putArray("enum").add("off").add(false);
        return off;
    }

    static ObjectNode anyOf(List<ObjectNode> choices) {
        ObjectNode any = NODES.objectNode();
        ArrayNode list = any.putArray("anyOf");
        choices.forEach(list::add);
        return any;
    }

    static ObjectNode list(ObjectNode item) {
        ObjectNode list = type("array");
        list.set("items", item);
        return list;
    }

    static ObjectNode named(ObjectNode item) {
        ObjectNode map = type("object");
        map.set("additionalProperties", item);
        return map;
    }

    static ObjectNode section(Section<?> section) {
        ObjectNode schema = type("object");
        ObjectNode properties = schema.putObject("properties");
        ArrayNode required = NODES.arrayNode();
        for (Key<?> key : section.keys()) {
            properties.set(key.name(), key.shape().schema().put("description", key.words()));
            if (key.presence() == Presence.REQUIRED) {
                required.add(key.name());
            }
        }
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema.put("additionalProperties", false);
    }

    private static ObjectNode variable() {
        return type("string").put("pattern", VARIABLE);
    }
}
