package gateway.server.messages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is no message gets its error, and what follows is served. */
class OddMessagesTest {
    private static final String GOOD =
            "{\"src\":\"c\",\"dest\":\"p\",\"body\":{\"type\":\"http_request\",\"msg_id\":9,\"path\":\"/api\"}}";

    private final Answers answers = Answers.withoutConfig();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nonsense",
                "{",
                "}",
                "{\"src\":\"c\",",
                "{\"src\": c}",
                "{\"src\":\"c\"",
                "[1, 2",
                "42",
                "\"text\"",
                "null",
                "[]",
                "{}",
                "{\"src\":\"c\",\"dest\":\"p\"}",
                "{\"src\":\"c\",\"dest\":\"p\",\"body\":[]}",
                "{\"src\":\"c\",\"dest\":\"p\",\"body\":{}}",
                "{\"src\":7,\"dest\":\"p\",\"body\":{\"type\":\"init\"}}",
                "{\"body\":{\"type\":\"http_request\",\"path\":\"/api\"}}",
                "{\"src\":\"unterminated",
                "{\"src\":\"c\",\"dest\":{\"deeper\":",
                "\u0000",
                "{\"a\":1}}",
            })
    void answersABadLineAndServesTheNext(String bad) {
        List<String> lines = answers.to(bad + "\n" + GOOD + "\n");

        assertThat(lines.get(lines.size() - 1)).contains("\"in_reply_to\":9,\"status\":200");
        assertThat(lines.subList(0, lines.size() - 1))
                .isNotEmpty()
                .allMatch(line -> line.contains("{\"type\":\"error\",\"in_reply_to\":null,\"code\":12,\"text\":\""));
    }

    @Test
    void answersABadLineAtOnceWithOneError() {
        assertThat(answers.to("nonsense here\n"))
                .singleElement()
                .asString()
                .startsWith(
                        "{\"src\":\"l7_proxy\",\"dest\":null,\"body\":{\"type\":\"error\",\"in_reply_to\":null,\"code\":12,")
                .contains("line 1: ")
                .contains("(expected: a JSON message)");
    }

    @Test
    void answersAMessageThatIsNeverFinishedWhenTheNextBegins() {
        List<String> lines = answers.to("{\"src\":\"c\",\n\"dest\":\"p\",\"body\":\n" + GOOD + "\n");

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("another message begins on line 3");
        assertThat(lines.get(1)).contains("\"status\":200");
    }

    @Test
    void answersAMessageThatIsCutByTheEnd() {
        assertThat(answers.to("{\"src\":\"c\",\n"))
                .singleElement()
                .asString()
                .contains("the input ends before it is finished");
    }

    @Test
    void answersABrokenMessageOfManyLinesOnce() {
        List<String> lines = answers.to("""
                {
                  "src": "c",
                  "dest": p,
                  "body": {
                    "type": "http_request"
                  }
                }
                %s
                """.formatted(GOOD));

        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).contains("lines 1 to 3: ");
        assertThat(lines.get(1)).contains("\"status\":200");
    }

    @Test
    void servesManyMessagesOnOneLineAndOneOnManyLines() {
        assertThat(answers.to(GOOD + GOOD + "  " + GOOD + "\r\n\n \n" + GOOD.replace(",", ",\n") + GOOD))
                .hasSize(5)
                .allMatch(line -> line.contains("\"status\":200"));
    }

    @Test
    void servesWhatStandsBeforeTheBadPartOfALine() {
        assertThat(answers.to(GOOD + " oops\n"))
                .hasSize(2)
                .element(0)
                .asString()
                .contains("\"status\":200");
    }

    @Test
    void servesAListThatHoldsOneMessagePerLineAsABadMessage() {
        assertThat(answers.to("[\n1,\n2\n]\n" + GOOD)).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"type\":\"cas\",\"msg_id\":5}|10|body.type: \"cas\" (expected: init or http_request)",
                "{\"msg_id\":5}|12|body.type: missing (expected: a string)",
                "{\"type\":7,\"msg_id\":5}|12|body.type: 7 (expected: a string)",
                "{\"type\":\"http_request\",\"msg_id\":5}|12|body.path: missing (expected: a string)",
                "{\"type\":\"http_request\",\"msg_id\":5,\"path\":1}|12|body.path: 1 (expected: a string)",
                "{\"type\":\"http_request\",\"msg_id\":5,\"path\":\"/\",\"method\":\"A B\"}|12|body.method: \"A B\" (expected: a method such as GET)",
                "{\"type\":\"http_request\",\"msg_id\":5,\"path\":\"/\",\"headers\":[]}|12|body.headers: [] (expected: an object)",
                "{\"type\":\"http_request\",\"msg_id\":5,\"path\":\"/\",\"headers\":{\"A\":null}}|12|body.headers.A: null (expected: a string, or a list of strings)",
                "{\"type\":\"http_request\",\"msg_id\":5,\"path\":\"/\",\"headers\":{\"A B\":\"1\"}}|12|body.headers.A B: \"1\" (expected: a field that HTTP allows)",
                "{\"type\":\"init\",\"msg_id\":5}|12|body.node_id: missing (expected: a string)",
                "{\"type\":\"init\",\"msg_id\":5,\"node_id\":\"n\"}|12|body.node_ids: missing (expected: a list of node names)",
                "{\"type\":\"init\",\"msg_id\":5,\"node_id\":\"n\",\"node_ids\":[1]}|12|body.node_ids: 1 (expected: strings in the list)",
            })
    void namesThePlaceTheValueAndWhatWasExpected(String body, int code, String text) {
        List<String> lines = answers.to("{\"src\":\"c\",\"dest\":\"p\",\"body\":" + body + "}");

        assertThat(lines).hasSize(1);
        JsonNode answer = JsonMapper.shared().readTree(lines.get(0));
        assertThat(answer.path("src").asString()).isEqualTo("p");
        assertThat(answer.path("dest").asString()).isEqualTo("c");
        assertThat(answer.path("body").propertyNames()).containsExactly("type", "in_reply_to", "code", "text");
        assertThat(answer.path("body").path("type").asString()).isEqualTo("error");
        assertThat(answer.path("body").path("in_reply_to").asInt()).isEqualTo(5);
        assertThat(answer.path("body").path("code").asInt()).isEqualTo(code);
        assertThat(answer.path("body").path("text").asString()).isEqualTo(text);
    }

    @Test
    void refusesAMessageIdThatIsNoInteger() {
        assertThat(answers.bodies("{\"src\":\"c\",\"body\":{\"type\":\"init\",\"msg_id\":\"1\"}}"))
                .singleElement()
                .asString()
                .startsWith("{\"type\":\"error\",\"in_reply_to\":null,\"code\":12,");
    }

    @Test
    void servesARequestWithoutAnId() {
        assertThat(answers.bodies("{\"src\":\"c\",\"body\":{\"type\":\"http_request\",\"path\":\"/api\"}}"))
                .containsExactly(
                        "{\"type\":\"http_response\",\"in_reply_to\":null,\"status\":200,\"backend\":\"api-1\"}");
    }

    @ParameterizedTest
    @CsvSource({
        "api, 400",
        "'', 400",
        "/../x, 400",
        "/%zz, 400",
        "/a b, 400",
        "/%61pi/x, 200",
        "/x/../api, 200",
        "http://h/api, 200",
        "/api?a=b, 200"
    })
    void judgesPathsAsTheDataPathDoes(String path, int status) {
        String message = GOOD.replace("/api", path);

        assertThat(answers.field("status", message)).containsExactly(Integer.toString(status));
    }

    @Test
    void survivesRandomBytes() {
        Random random = new Random(11);
        String alphabet = "{}[]\",:\\ \n\t1ae-." + "\u00e9\u2028\u0000";
        StringBuilder input = new StringBuilder();
        for (int i = 0; i < 60_000; i++) {
            input.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }

        List<String> lines = answers.to(input + "\n" + GOOD + "\n");

        assertThat(lines.get(lines.size() - 1)).contains("\"in_reply_to\":9,\"status\":200");
        assertThat(lines).hasSizeGreaterThan(1_000);
    }

    @Test
    void showsOnlyTheBeginningOfALongValue() {
        String path = "[" + "1,".repeat(5_000) + "1]";

        assertThat(answers.field("text", GOOD.replace("\"/api\"", path)).get(0))
                .startsWith("body.path: [1,1,")
                .endsWith("... (expected: a string)")
                .hasSizeLessThan(300);
    }

    @Test
    void answersWhatUtf8CannotHold() {
        assertThat(answers.to(GOOD.replace("\"c\"", "\"\\ud800\"").replace("http_request", "\\udc00")))
                .singleElement()
                .asString()
                .contains("\"dest\":\"?\"")
                .contains("\"code\":10");
    }

    @Test
    @Timeout(60)
    void takesAMessageOfManyLinesInLinearTime() {
        StringBuilder message =
                new StringBuilder("{\"src\":\"c\",\"dest\":\"p\",\"body\":{\"type\":\"http_request\",\n");
        for (int i = 0; i < 200_000; i++) {
            message.append("\"x").append(i).append("\":\n{\"a\":1},\n");
        }
        message.append("\"msg_id\":3,\"path\":\"/api\"}}");

        assertThat(answers.field("status", message.toString())).containsExactly("200");
    }
}
