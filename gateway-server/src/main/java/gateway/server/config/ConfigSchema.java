package gateway.server.config;

import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** The configuration file as JSON Schema 2020-12, for editors. Made from the table that the reader uses. */
public final class ConfigSchema {
    private static final JsonMapper MAPPER = new JsonMapper();

    private ConfigSchema() {}

    public static String json() {
        return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(tree()) + "\n";
    }

    private static ObjectNode tree() {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "gateway configuration");
        schema.put("type", "object");
        when(schema, FileForm.BACKEND_POOLS, "backend_pools");
        ObjectNode otherwise = schema.putObject("else");
        when(otherwise, FileForm.BACKEND_SERVERS, "backend_servers");
        otherwise.set("else", form(FileForm.GATEWAY));
        return schema;
    }

    private static void when(ObjectNode schema, FileForm form, String key) {
        schema.putObject("if").putArray("required").add(key);
        schema.set("then", form(form));
    }

    private static ObjectNode form(FileForm form) {
        ObjectNode schema = form.keys().schema();
        // Sections may come from included files, so that no single file must have them all; x-... is free for anchors.
        schema.remove("required");
        schema.putObject("patternProperties").putObject("^x-");
        return schema;
    }
}
