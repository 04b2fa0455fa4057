package gateway.server.messages;

import gateway.core.config.GatewayConfig;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A node that keeps its state from one call to the next, and what it answers. */
final class Answers {
    private final MessageNode node;

    private Answers(MessageNode node) {
        this.node = node;
    }

    static Answers withoutConfig() {
        return new Answers(new MessageNode(Optional.empty(), false));
    }

    static Answers full() {
        return new Answers(new MessageNode(Optional.empty(), true));
    }

    static Answers of(GatewayConfig config) {
        return new Answers(new MessageNode(Optional.of(config), false));
    }

    static Answers fullOf(GatewayConfig config) {
        return new Answers(new MessageNode(Optional.of(config), true));
    }

    /** The lines of the answer to this input. */
    List<String> to(String input) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try {
            new MessageStream(node, out).serve(new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** The bodies of the answers. */
    List<String> bodies(String... messages) {
        return nodes(messages).stream().map(JsonNode::toString).toList();
    }

    /** A field of the bodies of the answers; empty where it is missing. */
    List<String> field(String name, String... messages) {
        return nodes(messages).stream()
                .map(body -> body.path(name).asString(""))
                .toList();
    }

    private List<JsonNode> nodes(String... messages) {
        return to(String.join("", messages)).stream()
                .map(line -> JsonMapper.shared().readTree(line).path("body"))
                .toList();
    }
}
