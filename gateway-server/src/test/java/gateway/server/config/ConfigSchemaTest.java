package gateway.server.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ConfigSchemaTest {
    private static final JsonNode SCHEMA = new JsonMapper().readTree(ConfigSchema.json());

    /** Every key of any section is tried in each section: the reader takes it where the schema does, and nowhere else. */
    @Test
    void readerAndSchemaTakeTheSameKeys() {
        List<Spot> spots = new ArrayList<>();
        collect(SCHEMA.path("else").path("else"), "", UnaryOperator.identity(), spots);
        collect(SCHEMA.path("then"), "", UnaryOperator.identity(), spots);
        collect(SCHEMA.path("else").path("then"), "", UnaryOperator.identity(), spots);
        Set<String> words = new LinkedHashSet<>(List.of("zzz", "tls", "weight", "x-free"));
        spots.forEach(spot -> words.addAll(spot.keys()));
        assertThat(spots).hasSizeGreaterThan(18);

        for (Spot spot : spots) {
            for (String word : words) {
                if (spot.path().isEmpty()
                        && (word.startsWith("backend_") || spot.keys().size() == 1)) {
                    continue; // would turn the file into one of another form
                }
                boolean byReader = Yaml.problems(spot.wrap().apply("{\"" + word + "\": null}")).stream()
                        .noneMatch(problem -> problem.contains("error: " + spot.at(word) + ": unknown key")
                                || problem.contains("error: " + spot.at(word) + ": " + word + " cannot be set here"));
                boolean bySchema = spot.keys().contains(word) || (spot.path().isEmpty() && word.startsWith("x-"));
                assertThat(byReader).as("%s", spot.at(word)).isEqualTo(bySchema);
            }
        }
    }

    @Test
    void describesEachKey() {
        JsonNode pool = SCHEMA.at("/else/else/properties/pools/additionalProperties/anyOf/1/properties");

        assertThat(pool.at("/algorithm/description").asString()).isEqualTo("how a backend is chosen");
        assertThat(pool.at("/algorithm/anyOf/0/enum").toString()).isEqualTo("[\"round-robin\",\"least-connections\"]");
        assertThat(pool.at("/passive_health/anyOf/1/properties/consecutive/anyOf/0")
                        .toString())
                .isEqualTo("{\"type\":\"integer\",\"minimum\":1,\"maximum\":1000000}");
    }

    @Test
    void namesItsDialect() {
        assertThat(SCHEMA.path("$schema").asString()).isEqualTo("https://json-schema.org/draft/2020-12/schema");
    }

    /** Sections of the schema, each with a way to put a text at its place in a document. */
    private static void collect(JsonNode schema, String path, UnaryOperator<String> wrap, List<Spot> spots) {
        if (schema.has("properties")) {
            assertThat(schema.path("additionalProperties").asBoolean(true))
                    .as(path)
                    .isFalse();
            spots.add(
                    new Spot(path, new LinkedHashSet<>(schema.path("properties").propertyNames()), wrap));
            schema.path("properties").forEachEntry((key, value) -> {
                String next = path.isEmpty() ? key : path + "." + key;
                collect(value, next, text -> wrap.apply("{\"" + key + "\": " + text + "}"), spots);
            });
        } else if (schema.has("additionalProperties")) {
            collect(
                    schema.path("additionalProperties"),
                    path + ".n",
                    text -> wrap.apply("{\"n\": " + text + "}"),
                    spots);
        }
        if (schema.has("items")) {
            collect(schema.path("items"), path + "[0]", text -> wrap.apply("[" + text + "]"), spots);
        }
        schema.path("anyOf").forEach(choice -> collect(choice, path, wrap, spots));
    }

    private record Spot(String path, Set<String> keys, UnaryOperator<String> wrap) {
        String at(String key) {
            return path.isEmpty() ? key : path + "." + key;
        }
    }
}
