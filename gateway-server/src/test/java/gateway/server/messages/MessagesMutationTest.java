package gateway.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import gateway.server.TextMutator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Messages broken at random, the same way each time: {@code -Dmutations=100000} breaks more of them. */
class MessagesMutationTest {
    private static final int RUNS = Integer.getInteger("mutations", 5_000);
    private static final List<String> GOOD = List.of(
            "{\"src\":\"c\",\"dest\":\"p\",\"body\":{\"type\":\"http_request\",\"msg_id\":1,\"method\":\"GET\",\"path\":\"/api\","
                    + "\"headers\":{\"Host\":\"a\",\"Cookie\":\"LB_NODE=x\"},\"body\":\"hello\"}}",
            "{\"src\":\"c0\",\"dest\":\"n1\",\"body\":{\"type\":\"init\",\"msg_id\":1,\"node_id\":\"n1\",\"node_ids\":[\"n1\",\"n2\"]}}",
            "{\"src\":\"c1\",\"dest\":\"n1\",\"body\":{\"type\":\"health\",\"msg_id\":7,\"pool\":\"api\"}}");

    @Test
    @Timeout(120)
    void everyLineIsAnsweredByJsonAndTheNextIsServed() {
        TextMutator mutator = new TextMutator(
                20_261_121,
                "{",
                "}",
                "[",
                "]",
                "\"",
                ":",
                ",",
                "\\",
                "\\u0000",
                "\\ud800",
                "null",
                "true",
                "-1",
                "1e999",
                "99999999999999999999",
                "\0",
                "\t",
                "'",
                "//",
                "\"body\":",
                "\"type\":\"init\"",
                "\"msg_id\":{}",
                "\"path\":[]",
                "\"headers\":7",
                "\"headers\":{\"\":[]}",
                "/../",
                "%00");

        for (int run = 0; run < RUNS; run++) {
            String text = mutator.mutate(GOOD.get(mutator.choose(GOOD.size())));
            List<String> lines;
            try {
                // A line that is never finished must not swallow the one behind it.
                lines = Answers.withoutConfig().to(text + "\n" + GOOD.get(0) + "\n");
                for (String line : lines) {
                    JsonNode answer = JsonMapper.shared().readTree(line);
                    JsonNode told = answer.path("body").isObject() ? answer.path("body") : answer;
                    assertThat(told.has("type") || told.has("status")).as(line).isTrue();
                }
            } catch (RuntimeException | StackOverflowError e) {
                throw new AssertionError("run " + run + " on: " + text, e);
            }
            assertThat(lines).as("run %d on: %s", run, text).isNotEmpty();
        }
    }
}
